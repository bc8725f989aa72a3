//! Reads a pattern of Python's `re` module.
//!
//! [The syntax](https://docs.python.org/3.11/library/re.html#regular-expression-syntax), for `str`
//! patterns: `\d`, `\w`, `\s` and `(?i)` follow Unicode, `$` ends the text. (Python's `$` also stands
//! before a last line break; the tokenizer never shows these patterns a text with a line break.)

use std::collections::HashMap;

use regex_syntax::hir::ClassUnicode;

use super::charset::{CaseFolding, range, shorthand};
use super::{CharSets, Look, Node};
use crate::Error;

/// Reads a pattern, with the sets it names added to `sets`; `field` names it in errors.
///
/// # Errors
/// [`Error::Malformed`] where Python would not compile it, [`Error::Unsupported`] for what this subset
/// leaves out: back references, word boundaries, possessive and scoped forms, flags other than `iu`, `s`.
pub(crate) fn parse(field: &str, pattern: &str, sets: &mut CharSets) -> Result<Node, Error> {
    let (seen, literals) = (HashMap::new(), HashMap::new());
    let mut parser =
        Parser { field, text: pattern, at: 0, sets, folding: None, dot_all: false, seen, literals };
    parser.flags()?;
    let node = parser.alternation(0)?;
    if parser.at < pattern.len() {
        return Err(parser.malformed("a closing parenthesis too many"));
    }
    Ok(node)
}

/// Nesting beyond this is refused, so that no pattern overflows the stack, and every tree fits the
/// depth that JSON readers allow.
const DEEPEST: usize = 20;

struct Parser<'a> {
    field: &'a str,
    text: &'a str,
    at: usize,
    sets: &'a mut CharSets,
    /// Set where case is ignored.
    folding: Option<CaseFolding>,
    dot_all: bool,
    /// Bracketed sets already read, by their source: they repeat hundreds of times.
    seen: HashMap<&'a str, u32>,
    /// The sets of characters that stand for themselves.
    literals: HashMap<u32, u32>,
}

/// One escape: a character, or a set of them.
enum Escape {
    Char(u32),
    Set(ClassUnicode),
}

impl<'a> Parser<'a> {
    /// `(?iu)` at the very start.
    fn flags(&mut self) -> Result<(), Error> {
        let Some(rest) = self.text.strip_prefix("(?") else { return Ok(()) };
        let Some(end) = rest.find(|c: char| !c.is_ascii_alphabetic()) else { return Ok(()) };
        if end == 0 || !rest[end..].starts_with(')') {
            return Ok(());
        }
        for flag in rest[..end].chars() {
            match flag {
                'u' => {}
                'i' => self.folding = Some(CaseFolding::new()),
                's' => self.dot_all = true,
                other => return Err(self.unsupported(format!("the flag {other}"))),
            }
        }
        self.at = 2 + end + 1;
        Ok(())
    }

    fn alternation(&mut self, depth: usize) -> Result<Node, Error> {
        if depth > DEEPEST {
            return Err(self.unsupported("groups nested that deep"));
        }
        let mut branches = vec![self.sequence(depth)?];
        while self.take("|") {
            branches.push(self.sequence(depth)?);
        }
        Ok(Node::alternation(branches, self.sets))
    }

    fn sequence(&mut self, depth: usize) -> Result<Node, Error> {
        let mut items = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            let item = self.atom(c, depth)?;
            items.push(self.repeated(item)?);
        }
        Ok(Node::concat(items))
    }

    fn atom(&mut self, c: char, depth: usize) -> Result<Node, Error> {
        match c {
            '(' => return self.group(depth),
            '[' => return self.bracketed(),
            '*' | '+' | '?' => return Err(self.malformed("nothing to repeat")),
            _ => self.at += c.len_utf8(),
        }
        match c {
            '^' => Ok(Node::Start),
            '$' => Ok(Node::End),
            '.' => {
                let newline = if self.dot_all { None } else { range(10, 10) };
                let mut class = ClassUnicode::new(newline);
                class.negate();
                Ok(Node::Class(self.sets.intern(&class)))
            }
            '\\' => match self.peek() {
                Some('A') => {
                    self.at += 1;
                    Ok(Node::Start)
                }
                Some('Z') => {
                    self.at += 1;
                    Ok(Node::End)
                }
                Some('b' | 'B') => Err(self.unsupported("word boundaries")),
                Some('1'..='9') => Err(self.unsupported("back references")),
                _ => match self.escape()? {
                    Escape::Char(code) => Ok(self.literal(code)),
                    Escape::Set(class) => Ok(Node::Class(self.sets.intern(&class))),
                },
            },
            c => Ok(self.literal(u32::from(c))),
        }
    }

    fn literal(&mut self, code: u32) -> Node {
        if let Some(&set) = self.literals.get(&code) {
            return Node::Class(set);
        }
        let mut class = ClassUnicode::new(range(code, code));
        if let Some(folding) = &self.folding {
            class = folding.close(&class);
        }
        let set = self.sets.intern(&class);
        self.literals.insert(code, set);
        Node::Class(set)
    }

    fn group(&mut self, depth: usize) -> Result<Node, Error> {
        self.at += 1;
        let look = if self.take("?:") {
            None
        } else if self.take("?=") {
            Some(Look::Ahead)
        } else if self.take("?!") {
            Some(Look::NotAhead)
        } else if self.take("?<=") {
            Some(Look::Behind)
        } else if self.take("?<!") {
            Some(Look::NotBehind)
        } else if self.take("?P<") {
            let Some(length) = self.text[self.at..].find('>') else {
                return Err(self.malformed("a group name without end"));
            };
            self.at += length + 1;
            None
        } else if self.take("?") {
            return Err(self.unsupported("this kind of group"));
        } else {
            None
        };
        let inner = self.alternation(depth + 1)?;
        if !self.take(")") {
            return Err(self.malformed("a group without end"));
        }
        Ok(match look {
            None => inner,
            Some(look) => Node::Look(look, Box::new(inner)),
        })
    }

    fn repeated(&mut self, item: Node) -> Result<Node, Error> {
        let (min, max) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => match self.counts()? {
                Some(counts) => counts,
                None => return Ok(item),
            },
            _ => return Ok(item),
        };
        self.at += 1;
        let greedy = !self.take("?");
        if greedy && self.peek() == Some('+') {
            return Err(self.unsupported("possessive repetition"));
        }
        if matches!(self.peek(), Some('*' | '+' | '?')) {
            return Err(self.malformed("multiple repeat"));
        }
        if matches!(item, Node::Start | Node::End | Node::Look(..)) {
            return Err(self.unsupported("a repeated look-around"));
        }
        Ok(Node::Repeat(min, max, greedy, Box::new(item)))
    }

    /// `{m,n}` up to its closing brace; `None` where the brace stands for itself.
    fn counts(&mut self) -> Result<Option<(u32, Option<u32>)>, Error> {
        let rest = &self.text[self.at + 1..];
        let Some(end) = rest.find('}') else { return Ok(None) };
        let inside = &rest[..end];
        let (min, max) = inside.split_once(',').unwrap_or((inside, inside));
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if inside.is_empty() || !digits(min) || !digits(max) {
            return Ok(None);
        }
        let number = |text: &str| text.parse::<u32>().ok().filter(|&count| count <= 1000);
        let least = if min.is_empty() { Some(0) } else { number(min) };
        let most = if max.is_empty() { None } else { Some(number(max)) };
        match (least, most) {
            (Some(least), None) => {
                self.at += 1 + end;
                Ok(Some((least, None)))
            }
            (Some(least), Some(Some(most))) if least <= most => {
                self.at += 1 + end;
                Ok(Some((least, Some(most))))
            }
            (Some(_), Some(Some(_))) => Err(self.malformed("min repeat greater than max repeat")),
            _ => Err(self.unsupported("a repetition over 1000")),
        }
    }

    /// `[..]`
    fn bracketed(&mut self) -> Result<Node, Error> {
        let start = self.at;
        let length = self.bracketed_length()?;
        let source: &'a str = &self.text[start..start + length];
        if let Some(&set) = self.seen.get(source) {
            self.at = start + length;
            return Ok(Node::Class(set));
        }
        self.at += 1;
        let negated = self.take("^");
        let mut class = ClassUnicode::empty();
        while self.at < start + length - 1 {
            let first = match self.class_member()? {
                Escape::Set(set) => {
                    class.union(&set);
                    continue;
                }
                Escape::Char(first) => first,
            };
            let mut last = first;
            if self.peek() == Some('-') && self.at + 1 < start + length - 1 {
                self.at += 1;
                match self.class_member()? {
                    Escape::Char(code) if code >= first => last = code,
                    _ => return Err(self.malformed("a bad character range")),
                }
            }
            if let Some(range) = range(first, last) {
                class.push(range);
            }
        }
        self.at = start + length;
        if let Some(folding) = &self.folding {
            class = folding.close(&class);
        }
        if negated {
            class.negate();
        }
        let set = self.sets.intern(&class);
        self.seen.insert(source, set);
        Ok(Node::Class(set))
    }

    /// Length in bytes from the opening to the closing bracket. A bracket that comes first, or after a
    /// backslash, stands for itself.
    fn bracketed_length(&self) -> Result<usize, Error> {
        let bytes = &self.text.as_bytes()[self.at..];
        let mut i = 1;
        if bytes.get(i) == Some(&b'^') {
            i += 1;
        }
        let first = i;
        while let Some(&byte) = bytes.get(i) {
            match byte {
                b']' if i > first => return Ok(i + 1),
                b'\\' => i += 2,
                _ => i += 1,
            }
        }
        Err(self.malformed("a set without end"))
    }

    fn class_member(&mut self) -> Result<Escape, Error> {
        match self.next() {
            Some('\\') if self.take("b") => Ok(Escape::Char(8)),
            Some('\\') => self.escape(),
            Some(c) => Ok(Escape::Char(u32::from(c))),
            None => Err(self.malformed("a set without end")),
        }
    }

    /// What stands after a backslash.
    fn escape(&mut self) -> Result<Escape, Error> {
        let Some(c) = self.next() else { return Err(self.malformed("a backslash at the end")) };
        if let Some(class) = shorthand(c) {
            return Ok(Escape::Set(class));
        }
        let code = match c {
            'n' => 10,
            't' => 9,
            'r' => 13,
            'f' => 12,
            'v' => 11,
            'a' => 7,
            'x' => self.hex(2)?,
            'u' => self.hex(4)?,
            'U' => self.hex(8)?,
            '0'..='7' => self.octal(c),
            c if c.is_ascii_alphanumeric() => return Err(self.unsupported(format!("the escape \\{c}"))),
            c => u32::from(c),
        };
        Ok(Escape::Char(code))
    }

    fn hex(&mut self, digits: usize) -> Result<u32, Error> {
        let source = self.text.get(self.at..self.at + digits).unwrap_or("");
        let is_hex = source.len() == digits && source.bytes().all(|b| b.is_ascii_hexdigit());
        match u32::from_str_radix(source, 16) {
            Ok(code) if is_hex && code <= 0x10_ffff => {
                self.at += digits;
                Ok(code)
            }
            _ => Err(self.malformed("an incomplete hexadecimal escape")),
        }
    }

    /// Up to three octal digits, the first already read.
    fn octal(&mut self, first: char) -> u32 {
        let mut code = first.to_digit(8).unwrap_or(0);
        for _ in 0..2 {
            let Some(digit) = self.peek().and_then(|c| c.to_digit(8)) else { break };
            code = code * 8 + digit;
            self.at += 1;
        }
        code & 0o377
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn take(&mut self, literal: &str) -> bool {
        let found = self.text[self.at..].starts_with(literal);
        if found {
            self.at += literal.len();
        }
        found
    }

    fn malformed(&self, what: &str) -> Error {
        Error::malformed(format!("tokenizer: {}", self.field), format!("{what} at byte {}", self.at))
    }

    fn unsupported(&self, what: impl std::fmt::Display) -> Error {
        Error::unsupported(format!("tokenizer: {}", self.field), format!("{what} at byte {}", self.at))
    }
}
