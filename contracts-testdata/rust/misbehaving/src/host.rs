//! Abuse of the other imports: abort, debug, addresses, queries and the list encoding.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;

use rawabi::encoding::{from_hex, to_base64, to_hex};
use rawabi::imports::*;
use rawabi::message::Message;
use rawabi::region::{Region, pass, take};

use crate::Outcome;

pub fn run(message: &Message, env: &[u8]) -> Option<Outcome> {
    let text = match message.name {
        "abort" => {
            unsafe { abort(repeated(message)) };
            "survived".into()
        }
        "debug" => {
            for _ in 0..message.number_or("times", 1) {
                unsafe { debug(repeated(message)) };
            }
            "shown".into()
        }
        "sections" => sections(message),
        "addr_validate" => shown(unsafe { addr_validate(repeated(message)) }),
        "addr_canonicalize" => converted(message, addr_canonicalize),
        "addr_humanize" => converted(message, addr_humanize),
        "query_bytes" => answered(repeated(message)),
        "query" => answered(pass(message.text("request").replace('\'', "\"").leak().as_bytes())),
        "query_self" => query_self(message, env),
        _ => return None,
    };
    Some(Outcome::Text(text))
}

/// `length` times `byte` (or the bytes given as `hex`).
fn repeated(message: &Message) -> u32 {
    let bytes = match message.optional_text("hex") {
        Some(hex) => from_hex(hex),
        None => vec![message.number_or("byte", b'a'.into()) as u8; message.number_u32("length") as usize],
    };
    pass(bytes.leak())
}

/// The text the host left, or "0".
fn shown(region: u32) -> String {
    if region == 0 {
        return "0".into();
    }
    String::from_utf8_lossy(unsafe { take(region) }).replace('"', "'")
}

fn converted(message: &Message, import: unsafe extern "C" fn(u32, u32) -> u32) -> String {
    let out = Region::with_room(message.number_or("room", 256)).address();
    match unsafe { import(repeated(message), out) } {
        0 => to_hex(unsafe { take(out) }),
        error => shown(error),
    }
}

fn sections(message: &Message) -> String {
    let list = |field| pass(from_hex(message.text(field)).leak());
    unsafe { ed25519_batch_verify(list("messages"), list("signatures"), list("public_keys")) }.to_string()
}

fn answered(request: u32) -> String {
    shown(unsafe { query_chain(request) })
}

/// Asks this same contract the same question until `depth` is used up.
fn query_self(message: &Message, env: &[u8]) -> String {
    let depth = message.number("depth");
    if depth == 0 {
        return "bottom".into();
    }
    let address = contract_address(env);
    let inner = to_base64(format!(r#"{{"query_self":{{"depth":{}}}}}"#, depth - 1).as_bytes());
    let request = format!(r#"{{"wasm":{{"smart":{{"contract_addr":"{address}","msg":"{inner}"}}}}}}"#);
    answered(pass(request.leak().as_bytes()))
}

fn contract_address(env: &[u8]) -> &str {
    let env = core::str::from_utf8(env).expect("env is UTF-8");
    let (_, rest) = env.split_once(r#""contract":{"address":""#).expect("env has a contract");
    rest.split_once('"').expect("env is JSON").0
}
