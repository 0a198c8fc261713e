//! Reads messages of one shape: `{"name":{"field":1,"other":"text"}}`, without escapes or nesting.

use alloc::vec::Vec;

/// A message: which variant it is, and its fields.
pub struct Message<'a> {
    pub name: &'a str,
    fields: Vec<(&'a str, Value<'a>)>,
}

#[derive(Clone, Copy)]
enum Value<'a> {
    Number(u64),
    Text(&'a str),
}

impl<'a> Message<'a> {
    pub fn parse(json: &'a [u8]) -> Self {
        let mut reader = Reader { rest: json };
        reader.expect(b'{');
        let name = reader.text();
        reader.expect(b':');
        reader.expect(b'{');
        let mut fields = Vec::new();
        while !reader.skips(b'}') {
            if !fields.is_empty() {
                reader.expect(b',');
            }
            let field = reader.text();
            reader.expect(b':');
            fields.push((field, reader.value()));
        }
        reader.expect(b'}');
        Message { name, fields }
    }

    pub fn number(&self, field: &str) -> u64 {
        self.optional_number(field).unwrap_or_else(|| panic!("number missing: {field}"))
    }

    pub fn number_u32(&self, field: &str) -> u32 {
        self.number(field) as u32
    }

    pub fn number_or(&self, field: &str, absent: u32) -> u32 {
        self.optional_number(field).map_or(absent, |n| n as u32)
    }

    pub fn text(&self, field: &str) -> &'a str {
        self.optional_text(field).unwrap_or_else(|| panic!("text missing: {field}"))
    }

    pub fn optional_text(&self, field: &str) -> Option<&'a str> {
        match self.find(field) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub fn optional_number(&self, field: &str) -> Option<u64> {
        match self.find(field) {
            Some(Value::Number(number)) => Some(number),
            _ => None,
        }
    }

    fn find(&self, field: &str) -> Option<Value<'a>> {
        self.fields.iter().find(|(name, _)| *name == field).map(|(_, value)| *value)
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn skips(&mut self, wanted: u8) -> bool {
        self.rest = self.rest.trim_ascii_start();
        match self.rest.split_first() {
            Some((&found, rest)) if found == wanted => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    fn expect(&mut self, wanted: u8) {
        assert!(self.skips(wanted), "message: '{}' expected", wanted as char);
    }

    fn text(&mut self) -> &'a str {
        self.expect(b'"');
        let end = self.rest.iter().position(|b| *b == b'"').expect("message: open text");
        let (text, rest) = self.rest.split_at(end);
        self.rest = &rest[1..];
        core::str::from_utf8(text).expect("message: not UTF-8")
    }

    fn value(&mut self) -> Value<'a> {
        self.rest = self.rest.trim_ascii_start();
        if self.rest.starts_with(b"\"") {
            return Value::Text(self.text());
        }
        let digits = self.rest.iter().take_while(|b| b.is_ascii_digit()).count();
        assert!(digits > 0, "message: number or text expected");
        let (number, rest) = self.rest.split_at(digits);
        self.rest = rest;
        Value::Number(number.iter().fold(0, |n, digit| n * 10 + u64::from(digit - b'0')))
    }
}
