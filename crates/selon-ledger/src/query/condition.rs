//! Conditions of a statement, each with the values it compares with.

use rusqlite::ToSql;
use rusqlite::types::Value;

/// The conditions of a statement, all of which must hold, and their values in the order of their places.
#[derive(Default)]
pub(super) struct Conditions {
    sql: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    /// A further condition; each `?` in it takes one of the values.
    pub(super) fn also<V: Into<Value>>(
        &mut self,
        sql: impl Into<String>,
        values: impl IntoIterator<Item = V>,
    ) {
        self.sql.push(sql.into());
        self.values.extend(values.into_iter().map(Into::into));
    }

    /// A further condition that asks whether something is one of these; none when there are none to ask for. `{}` in it stands for
    /// the list.
    pub(super) fn one_of(&mut self, sql: &str, values: &[String]) {
        if !values.is_empty() {
            let places = vec!["?"; values.len()].join(", ");
            self.also(sql.replace("{}", &places), values.iter().cloned());
        }
    }

    /// A condition on a value that may not be asked for.
    pub(super) fn also_known<V: Into<Value>>(&mut self, value: Option<V>, sql: &str) {
        if let Some(value) = value {
            self.also(sql, [value]);
        }
    }

    /// All of these as well.
    pub(super) fn and(&mut self, others: Conditions) {
        self.sql.extend(others.sql);
        self.values.extend(others.values);
    }

    /// They follow a `WHERE`.
    pub(super) fn sql(&self) -> String {
        if self.sql.is_empty() { "true".to_owned() } else { self.sql.join(" AND ") }
    }

    /// What is bound, the values of the conditions first.
    pub(super) fn values<'a>(&'a self, further: &'a [i64]) -> Vec<&'a dyn ToSql> {
        let conditions = self.values.iter().map(|value| value as &dyn ToSql);
        conditions.chain(further.iter().map(|number| number as &dyn ToSql)).collect()
    }
}
