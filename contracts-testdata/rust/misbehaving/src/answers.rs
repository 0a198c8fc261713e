//! Results the chain cannot or must not accept.

use alloc::format;
use alloc::string::String;

use rawabi::encoding::to_base64;
use rawabi::message::Message;
use rawabi::region::pass;

use crate::Outcome;

pub fn run(message: &Message) -> Option<Outcome> {
    let result = match message.name {
        "result_text" => message.text("text").replace('\'', "\""),
        "result_size" => padded(message.number("size") as usize),
        "result_spaces" => " ".repeat(message.number("size") as usize),
        "result_nested" => nested(message.number("depth") as usize),
        "result_error" => format!(r#"{{"error":"{}"}}"#, "e".repeat(message.number("size") as usize)),
        "result_messages" => messages(message.number("count")),
        "result_attributes" => attributes(message.number("count")),
        "result_payload" => payload(message.number("size") as usize),
        "result_data" => {
            let data = alloc::vec![0; message.number("size") as usize];
            format!(r#"{{"ok":{{"messages":[],"attributes":[],"events":[],"data":"{}"}}}}"#, to_base64(&data))
        }
        "result_not_utf8" => return Some(Outcome::Address(pass(b"{\"error\":\"\xff\xfe\"}"))),
        _ => return None,
    };
    Some(Outcome::Address(pass(result.leak().as_bytes())))
}

/// A valid response of exactly this many bytes.
fn padded(size: usize) -> String {
    let (head, tail) = (r#"{"ok":{"messages":[],"attributes":[],"events":[],"data":null}"#, "}");
    let gap = " ".repeat(size.saturating_sub(head.len() + tail.len()));
    format!("{head}{gap}{tail}")
}

fn nested(depth: usize) -> String {
    format!(r#"{{"ok":{}{}}}"#, "[".repeat(depth), "]".repeat(depth))
}

fn listed(count: u64, item: impl Fn(u64) -> String) -> String {
    let mut list = String::new();
    for index in 0..count {
        if index > 0 {
            list.push(',');
        }
        list.push_str(&item(index));
    }
    list
}

fn messages(count: u64) -> String {
    let list = listed(count, |id| sub_message(id, ""));
    format!(r#"{{"ok":{{"messages":[{list}],"attributes":[],"events":[],"data":null}}}}"#)
}

fn attributes(count: u64) -> String {
    let list = listed(count, |index| format!(r#"{{"key":"k{index}","value":"v"}}"#));
    format!(r#"{{"ok":{{"messages":[],"attributes":[{list}],"events":[],"data":null}}}}"#)
}

fn payload(size: usize) -> String {
    let message = sub_message(0, &to_base64(&alloc::vec![0; size]));
    format!(r#"{{"ok":{{"messages":[{message}],"attributes":[],"events":[],"data":null}}}}"#)
}

fn sub_message(id: u64, payload: &str) -> String {
    let burn = r#"{"bank":{"burn":{"amount":[]}}}"#;
    format!(r#"{{"id":{id},"payload":"{payload}","msg":{burn},"gas_limit":null,"reply_on":"never"}}"#)
}
