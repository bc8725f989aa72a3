//! What a name may mean, for a person: the entries from the likeliest, what speaks for each, what is known of it and from where.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use selon_kb::{Base, Context, Entry, Office, Scored};

use super::{Show, json};
use crate::console::Console;
use crate::messages::{Interface, Label, Message};
use crate::output;

const NAME: Style = AnsiColor::Green.on_default().bold();
const DIM: Style = Style::new().dimmed();

/// Shows one name.
///
/// # Errors
/// As [`output::print`].
pub(super) fn show(base: &Base, name: &str, asked: &Show, console: &Console) -> Result<(), Message> {
    let interface = console.interface();
    if let Some(entry) = base.entry(name) {
        return if asked.json {
            output::write(&json::entry(base, &entry))
        } else {
            let mut out = head(&entry, interface);
            known(&mut out, base, &entry, interface);
            output::print(&out)
        };
    }
    let countries: Vec<(&str, f32)> = asked.countries.iter().map(|country| (&**country, 1.0)).collect();
    let language = interface.code();
    let context = Context { countries: &countries, date: asked.date, language, ..Context::default() };
    let link = base.link(name, &context);
    if asked.json {
        return output::write(&json::link(base, name, &link, asked.most));
    }
    let mut out = String::new();
    if link.candidates.is_empty() {
        let _ = writeln!(out, "{}", Label::NotInBase(name).text(interface));
    }
    for scored in link.candidates.iter().take(asked.most) {
        out += &head(&scored.candidate.entry, interface);
        let _ = writeln!(out, "    {DIM}{}{DIM:#}", reasons(scored));
        known(&mut out, base, &scored.candidate.entry, interface);
    }
    let hidden = link.candidates.len().saturating_sub(asked.most);
    if hidden > 0 {
        let _ = writeln!(out, "{}", Label::MoreEntries(hidden).text(interface));
    }
    if !link.candidates.is_empty() {
        let verdict = match link.best {
            Some(best) => Label::Sure { name, id: best.entry.id() },
            None => Label::NotSure(name),
        };
        let _ = writeln!(out, "{}", verdict.text(interface));
    }
    output::print(&out)
}

fn head(entry: &Entry<'_>, interface: Interface) -> String {
    let kind = Label::EntityType(entry.kind()).text(interface).to_lowercase();
    let more = [entry.class(), entry.country().unwrap_or("")];
    let more: Vec<&str> = more.into_iter().filter(|word| !word.is_empty()).collect();
    let name = entry.name(interface.code());
    format!("{NAME}{name}{NAME:#}  {}  {kind} {}\n", entry.id(), more.join(" · "))
}

/// « 2.31 = exact name +1.2, prominence +0.8 »
fn reasons(scored: &Scored<'_>) -> String {
    let reasons = scored.reasons.iter().map(|reason| format!("{} {:+.2}", reason.name, reason.weight));
    format!("{:.2} = {}", scored.score, reasons.collect::<Vec<_>>().join(", "))
}

/// Other names, offices, facts, source.
fn known(out: &mut String, base: &Base, entry: &Entry<'_>, interface: Interface) {
    /// Towns have names in a hundred languages.
    const MOST_NAMES: usize = 12;
    let own = entry.name(interface.code());
    let mut names: Vec<&str> = entry.names().map(|name| name.text).filter(|name| *name != own).collect();
    names.dedup();
    if !names.is_empty() {
        let more = if names.len() > MOST_NAMES { " …" } else { "" };
        names.truncate(MOST_NAMES);
        let _ = writeln!(out, "    {}{more}", names.join(", "));
    }
    for office in base.offices_of(entry) {
        let _ = writeln!(out, "    {}", held(&office, interface));
    }
    for fact in entry.facts() {
        let date = if fact.date.is_empty() { String::new() } else { format!(" ({})", fact.date) };
        let _ = writeln!(out, "    {}: {}{date}", fact.property, fact.value);
    }
    let source = entry.source();
    let source = output::source(source.name(), source.date(), source.licence());
    let _ = writeln!(out, "    {DIM}{source}{DIM:#}");
}

/// « president country:KZ 2019-03-20 – (2026-01) »
fn held(office: &Office<'_>, interface: Interface) -> String {
    let from = office.from.map_or("?".to_owned(), |date| date.to_string());
    let to = office.to.map_or(String::new(), |date| date.to_string());
    let checked = office.checked.filter(|_| office.to.is_none());
    let checked = checked.map(|date| format!(" ({})", Label::StillOn(&date.to_string()).text(interface)));
    format!("{} {} {from} – {to}{}", office.office, office.of, checked.unwrap_or_default())
}
