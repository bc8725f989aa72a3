//! Reads the notation of `data/GRAMMAR.md`: from the text of a grammar to its rules.

use super::value::{Operation, Value};

/// A rule as it is written.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    /// The category it makes.
    pub(super) category: &'static str,
    /// What it matches.
    pub(super) pattern: Vec<Item>,
    /// What it makes of that.
    pub(super) action: Action,
    /// What this reading costs.
    pub(super) cost: u16,
    /// The line it stands on, from 1.
    pub(super) line: usize,
}

/// A part of a pattern.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// One of several words or phrases; whether with a capital in the text.
    Words { alternatives: Vec<&'static str>, capital: bool },
    /// What rules of a category make, and which `$n` it is.
    Category { name: &'static str, capture: u8 },
    /// One of several sequences, or none where that is allowed.
    Group { alternatives: Vec<Vec<Item>>, optional: bool },
    /// No white space here.
    Glue,
    /// None of these words follows.
    NotNext(Vec<&'static str>),
    /// None of these words stands before.
    NotPrevious(Vec<&'static str>),
    /// The expression begins.
    Open,
    /// The expression ends.
    Close,
}

/// What makes the value of a rule.
#[derive(Clone, Debug)]
pub(super) enum Action {
    /// This very value.
    Constant(Value),
    /// The value of the category of that number, from 0.
    Capture(u8),
    /// An operation over others.
    Apply(Operation, Vec<Action>),
}

/// What a grammar says.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) rules: Vec<Rule>,
    /// Characters that group digits.
    pub(super) group: Option<&'static str>,
    /// Characters before decimals.
    pub(super) decimal: Option<&'static str>,
    /// The file whose categories it makes too, before that.
    pub(super) before: Option<&'static str>,
}

/// What is wrong in a grammar.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {reason}")]
pub(crate) struct GrammarError {
    /// The file, such as `times.grammar`.
    pub(crate) file: &'static str,
    /// The line, from 1.
    pub(crate) line: usize,
    /// What is wrong.
    pub(crate) reason: String,
}

/// The rules and directives of a file. `operations` gives the operation of a name.
pub(super) fn read(
    file: &'static str,
    text: &'static str,
    operations: fn(&str) -> Option<Operation>,
) -> Result<Sheet, GrammarError> {
    let mut sheet = Sheet::default();
    let mut category = None;
    for (line, row) in (1..).zip(text.lines()) {
        let error = |reason: String| GrammarError { file, line, reason };
        let mut scanner = Scanner { rest: row, captures: 0, operations };
        if let Some(directive) = row.strip_prefix('@') {
            let (name, value) = directive.split_once(' ').unwrap_or((directive, ""));
            let value = value.trim().strip_prefix('"').and_then(|value| value.strip_suffix('"'));
            match name {
                "group" => sheet.group = value,
                "decimal" => sheet.decimal = value,
                "before" => sheet.before = value,
                _ => return Err(error(format!("no directive \"{name}\""))),
            }
            continue;
        }
        match scanner.next().map_err(error)? {
            None => continue,
            Some(Token::Bar) => {}
            Some(Token::Name(name)) => {
                scanner.expect(&Token::Arrow).map_err(error)?;
                category = Some(name);
            }
            Some(other) => return Err(error(format!("a line cannot start with {other:?}"))),
        }
        let category = category.ok_or_else(|| error("no category before this line".to_owned()))?;
        let (pattern, cost, action) = scanner.rule().map_err(error)?;
        sheet.rules.push(Rule { category, pattern, action, cost, line });
    }
    Ok(sheet)
}

/// A piece of the notation.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    Name(&'static str),
    Words { text: &'static str, prefix: Prefix },
    Number(f64),
    Capture(u8),
    Cost(u16),
    Arrow,
    Makes,
    Bar,
    Question,
    Glue,
    Comma,
    Dash,
    Round(Side),
    Square(Side),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Side {
    Left,
    Right,
}

/// What stands before quoted words.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Prefix {
    None,
    Capital,
    NotNext,
    NotPrevious,
}

struct Scanner {
    rest: &'static str,
    captures: u8,
    operations: fn(&str) -> Option<Operation>,
}

impl Scanner {
    /// The next piece; `None` at the end of the line or before a comment.
    fn next(&mut self) -> Result<Option<Token>, String> {
        let trimmed = self.rest.trim_start();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            self.rest = "";
            return Ok(None);
        }
        self.rest = trimmed;
        const SIGNS: [(&str, Token); 13] = [
            ("<-", Token::Arrow),
            ("=>", Token::Makes),
            ("|", Token::Bar),
            ("?", Token::Question),
            ("~", Token::Glue),
            (",", Token::Comma),
            ("(", Token::Round(Side::Left)),
            (")", Token::Round(Side::Right)),
            ("[", Token::Square(Side::Left)),
            ("]", Token::Square(Side::Right)),
            ("- ", Token::Dash),
            ("-,", Token::Dash),
            ("-)", Token::Dash),
        ];
        const QUOTES: [(&str, Prefix); 4] = [
            ("\"", Prefix::None),
            ("^\"", Prefix::Capital),
            ("!\"", Prefix::NotNext),
            ("<!\"", Prefix::NotPrevious),
        ];
        for (opening, prefix) in QUOTES {
            if let Some(rest) = self.rest.strip_prefix(opening) {
                let (text, rest) = rest.split_once('"').ok_or("a quotation mark is not closed")?;
                self.rest = rest;
                return Ok(Some(Token::Words { text, prefix }));
            }
        }
        for (sign, token) in SIGNS {
            if let Some(rest) = self.rest.strip_prefix(sign) {
                self.rest = if token == Token::Dash { &self.rest[1..] } else { rest };
                return Ok(Some(token));
            }
        }
        let first = self.rest.chars().next().unwrap_or(' ');
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let (length, skip) = match first {
            '$' | '@' => (self.rest[1..].find(|c| !word(c)), 1),
            '-' => (self.rest[1..].find(|c: char| !c.is_ascii_digit() && c != '.'), 1),
            c if c.is_ascii_digit() => (self.rest.find(|c: char| !word(c) && c != '.'), 0),
            c if word(c) => (self.rest.find(|c| !word(c)), 0),
            _ => return Err(format!("\"{first}\" means nothing here")),
        };
        let end = length.map_or(self.rest.len(), |length| length + skip);
        let (piece, rest) = self.rest.split_at(end);
        self.rest = rest;
        let bad = || format!("\"{piece}\" cannot be read");
        Ok(Some(match first {
            '$' => Token::Capture(piece[1..].parse().map_err(|_| bad())?),
            '@' => Token::Cost(piece[1..].parse().map_err(|_| bad())?),
            c if c.is_ascii_digit() && piece.contains("..") => Token::Name(piece),
            c if c == '-' || c.is_ascii_digit() => Token::Number(piece.parse().map_err(|_| bad())?),
            _ => Token::Name(piece),
        }))
    }

    fn expect(&mut self, token: &Token) -> Result<(), String> {
        match self.next()? {
            Some(found) if found == *token => Ok(()),
            Some(found) => Err(format!("{found:?} instead of {token:?}")),
            None => Err(format!("{token:?} is missing")),
        }
    }

    /// The rest of a line: a pattern, a cost and an action.
    fn rule(&mut self) -> Result<(Vec<Item>, u16, Action), String> {
        let (pattern, end) = self.sequence()?;
        let cost = match end {
            Token::Makes => 0,
            Token::Cost(cost) => {
                self.expect(&Token::Makes)?;
                cost
            }
            other => return Err(format!("{other:?} instead of an action")),
        };
        let first = self.next()?.ok_or("no action")?;
        let action = self.action(first)?;
        match self.next()? {
            None => Ok((pattern, cost, action)),
            Some(more) => Err(format!("{more:?} behind the action")),
        }
    }

    /// Items up to a token that is none, which is given too.
    fn sequence(&mut self) -> Result<(Vec<Item>, Token), String> {
        let mut items: Vec<Item> = Vec::new();
        loop {
            let item = match self.next()?.ok_or("the rule has no action")? {
                Token::Words { text, prefix } => {
                    let alternatives = text.split('|').collect();
                    match prefix {
                        Prefix::None => Item::Words { alternatives, capital: false },
                        Prefix::Capital => Item::Words { alternatives, capital: true },
                        Prefix::NotNext => Item::NotNext(alternatives),
                        Prefix::NotPrevious => Item::NotPrevious(alternatives),
                    }
                }
                Token::Name(name) => {
                    let capture = self.captures;
                    self.captures = capture.checked_add(1).ok_or("too many categories")?;
                    Item::Category { name, capture }
                }
                Token::Round(Side::Left) => self.group()?,
                Token::Question => {
                    let last = items.pop().ok_or("a question mark behind nothing")?;
                    Item::Group { alternatives: vec![vec![last]], optional: true }
                }
                Token::Glue => Item::Glue,
                Token::Square(Side::Left) => Item::Open,
                Token::Square(Side::Right) => Item::Close,
                end => return Ok((items, end)),
            };
            items.push(item);
        }
    }

    /// What stands between round brackets, the first of which is read.
    fn group(&mut self) -> Result<Item, String> {
        let mut alternatives = Vec::new();
        loop {
            let (items, end) = self.sequence()?;
            alternatives.push(items);
            match end {
                Token::Bar => {}
                Token::Round(Side::Right) => return Ok(Item::Group { alternatives, optional: false }),
                other => return Err(format!("{other:?} within brackets")),
            }
        }
    }

    fn action(&mut self, first: Token) -> Result<Action, String> {
        match first {
            Token::Number(number) => Ok(Action::Constant(Value::Number(number))),
            Token::Words { text, prefix: Prefix::None } => Ok(Action::Constant(Value::Text(text))),
            Token::Dash => Ok(Action::Constant(Value::Nothing)),
            Token::Capture(number) if (1..=self.captures).contains(&number) => {
                Ok(Action::Capture(number - 1))
            }
            Token::Capture(number) => Err(format!("the pattern has no category {number}")),
            Token::Name(name) => {
                let operation = (self.operations)(name).ok_or_else(|| format!("no operation \"{name}\""))?;
                self.expect(&Token::Round(Side::Left))?;
                Ok(Action::Apply(operation, self.arguments()?))
            }
            other => Err(format!("{other:?} is no action")),
        }
    }

    /// Arguments up to the closing bracket.
    fn arguments(&mut self) -> Result<Vec<Action>, String> {
        let mut arguments = Vec::new();
        loop {
            match self.next()?.ok_or("a bracket is not closed")? {
                Token::Round(Side::Right) => return Ok(arguments),
                Token::Comma => {}
                first => arguments.push(self.action(first)?),
            }
        }
    }
}

impl Action {
    /// The value of a rule whose categories have these values.
    pub(super) fn value(&self, captures: &[Value]) -> Option<Value> {
        match self {
            Action::Constant(value) => Some(value.clone()),
            Action::Capture(number) => captures.get(usize::from(*number)).cloned(),
            Action::Apply(operation, arguments) => {
                let arguments: Option<smallvec::SmallVec<[Value; 4]>> =
                    arguments.iter().map(|argument| argument.value(captures)).collect();
                operation(&arguments?)
            }
        }
    }
}
