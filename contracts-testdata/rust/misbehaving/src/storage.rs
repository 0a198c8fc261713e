//! The key-value store: sizes, modes and iterators.

use alloc::format;
use alloc::string::{String, ToString};

use rawabi::encoding::to_hex;
use rawabi::imports::{db_next, db_next_key, db_next_value, db_read, db_remove, db_scan, db_write};
use rawabi::message::Message;
use rawabi::region::{pass, take};

use crate::Outcome;

const ASCENDING: i32 = 1;

/// Stands for "from the start" or "to the end" in a scan.
const NO_BOUND: u32 = 0;

pub fn run(message: &Message) -> Option<Outcome> {
    let text = match message.name {
        "db_write" => write(message),
        "db_read" => read(key(message)),
        "db_remove" => {
            unsafe { db_remove(key(message)) };
            "removed".into()
        }
        "fill" => fill(message.number_u32("count")),
        "scan" => scan(message),
        "scan_bounds" => scan_bounds(message),
        "next" => next(message.text("import"), message.number_u32("id")),
        "next_after_end" => next_after_end(message.number_u32("times")),
        "write_while_iterating" => write_while_iterating(),
        "remove_while_iterating" => remove_while_iterating(),
        "open_iterators" => open_iterators(message.number_u32("count")),
        _ => return None,
    };
    Some(Outcome::Text(text))
}

/// A region of the given length, all of it the same byte.
fn filled(length: u32, byte: u8) -> u32 {
    pass(alloc::vec![byte; length as usize].leak())
}

fn key(message: &Message) -> u32 {
    filled(message.number_u32("key"), b'k')
}

fn numbered_key(number: u32) -> u32 {
    pass(format!("n{number:05}").leak().as_bytes())
}

fn write(message: &Message) -> String {
    let value = filled(message.number_u32("value"), b'v');
    unsafe { db_write(key(message), value) };
    "written".into()
}

fn read(key: u32) -> String {
    match unsafe { db_read(key) } {
        0 => "missing".into(),
        value => format!("{} bytes", unsafe { take(value) }.len()),
    }
}

fn fill(count: u32) -> String {
    for number in 0..count {
        unsafe { db_write(numbered_key(number), pass(b"value")) };
    }
    count.to_string()
}

/// Opens an iterator over everything and walks `steps` entries of it with the chosen import.
fn scan(message: &Message) -> String {
    let id = unsafe { db_scan(NO_BOUND, NO_BOUND, message.number_or("order", 1) as i32) };
    let import = message.optional_text("import").unwrap_or("db_next");
    let mut seen = format!("iterator {id}");
    for _ in 0..message.number_or("steps", 0) {
        seen.push(' ');
        seen.push_str(&next(import, id));
    }
    seen
}

/// Bounds of chosen lengths; a missing field leaves the side open, 0 passes an empty bound.
fn scan_bounds(message: &Message) -> String {
    let bound =
        |field, byte| message.optional_number(field).map_or(NO_BOUND, |length| filled(length as u32, byte));
    let order = message.number_or("order", 1) as i32;
    let id = unsafe { db_scan(bound("start", b'a'), bound("end", b'z'), order) };
    next("db_next_key", id)
}

fn next(import: &str, id: u32) -> String {
    let region = unsafe {
        match import {
            "db_next" => db_next(id),
            "db_next_key" => db_next_key(id),
            "db_next_value" => db_next_value(id),
            unknown => panic!("unknown import: {unknown}"),
        }
    };
    match region {
        0 => "end".into(),
        found => to_hex(unsafe { take(found) }),
    }
}

fn next_after_end(times: u32) -> String {
    let id = unsafe { db_scan(NO_BOUND, NO_BOUND, ASCENDING) };
    while unsafe { db_next_key(id) } != 0 {}
    (0..times).map(|_| next("db_next", id)).collect()
}

fn write_while_iterating() -> String {
    let id = unsafe { db_scan(NO_BOUND, NO_BOUND, ASCENDING) };
    let mut seen = String::new();
    for number in 0..5 {
        seen.push_str(&next("db_next_key", id));
        seen.push(' ');
        unsafe { db_write(pass(format!("w{number}").leak().as_bytes()), pass(b"late")) };
    }
    seen
}

fn remove_while_iterating() -> String {
    let id = unsafe { db_scan(NO_BOUND, NO_BOUND, ASCENDING) };
    let mut seen = String::new();
    for number in 0..5 {
        unsafe { db_remove(numbered_key(number)) };
        seen.push_str(&next("db_next_key", id));
        seen.push(' ');
    }
    seen
}

fn open_iterators(count: u32) -> String {
    let mut last = 0;
    for _ in 0..count {
        last = unsafe { db_scan(NO_BOUND, NO_BOUND, ASCENDING) };
    }
    format!("last {last}")
}
