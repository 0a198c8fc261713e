//! A contract that goes wrong in exactly the way the message asks for.
//!
//! Every entry point takes the same messages, so that "write during a query" is the message
//! `db_write` sent to `query`. A message that survives answers `{"outcome":"..."}`; from the writing
//! entry points that is the attribute `outcome`. The modules are grouped by what breaks.
#![no_std]

extern crate alloc;

mod allocation;
mod answers;
mod compute;
mod host;
mod regions;
mod storage;

use alloc::format;
use alloc::string::String;

use rawabi::answer;
use rawabi::message::Message;
use rawabi::region::take;

/// How a message that did not trap ends.
enum Outcome {
    /// An ordinary answer with this text in it.
    Text(String),
    /// This address is handed to the host as the result, whatever it points at.
    Address(u32),
}

#[unsafe(no_mangle)]
extern "C" fn interface_version_8() {}

#[unsafe(no_mangle)]
extern "C" fn requires_iterator() {}

#[unsafe(no_mangle)]
extern "C" fn instantiate(_env: u32, _info: u32, _message: u32) -> u32 {
    answer::response(&[])
}

#[unsafe(no_mangle)]
extern "C" fn execute(env: u32, _info: u32, message: u32) -> u32 {
    change(env, message)
}

#[unsafe(no_mangle)]
extern "C" fn migrate(env: u32, message: u32, _info: u32) -> u32 {
    change(env, message)
}

#[unsafe(no_mangle)]
extern "C" fn sudo(env: u32, message: u32) -> u32 {
    change(env, message)
}

#[unsafe(no_mangle)]
extern "C" fn query(env: u32, message: u32) -> u32 {
    match run(env, message) {
        Outcome::Text(text) => answer::query(&format!(r#"{{"outcome":"{text}"}}"#)),
        Outcome::Address(address) => address,
    }
}

fn change(env: u32, message: u32) -> u32 {
    match run(env, message) {
        Outcome::Text(text) => answer::response(&[("outcome", &text)]),
        Outcome::Address(address) => address,
    }
}

fn run(env: u32, message: u32) -> Outcome {
    let env = unsafe { take(env) };
    let message = Message::parse(unsafe { take(message) });
    compute::run(&message)
        .or_else(|| storage::run(&message))
        .or_else(|| regions::run(&message))
        .or_else(|| allocation::run(&message))
        .or_else(|| answers::run(&message))
        .or_else(|| host::run(&message, env))
        .unwrap_or_else(|| panic!("unknown message: {}", message.name))
}
