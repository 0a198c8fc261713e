//! The `allocate` and `deallocate` exports, honest until a message turns them hostile.

use alloc::string::{String, ToString};

use core::arch::wasm32;
use core::sync::atomic::{AtomicU32, Ordering::Relaxed};

use rawabi::imports::{db_read, debug, query_chain};
use rawabi::message::Message;
use rawabi::region::{self, Region, pass};

use crate::Outcome;

const HONEST: u32 = 0;
const ZERO: u32 = 1;
const UNREACHABLE: u32 = 2;
const LOOP: u32 = 3;
const REENTER: u32 = 4;
const TOO_SMALL: u32 = 5;
const ZERO_OFFSET: u32 = 6;
const OUTSIDE: u32 = 7;
const PANIC: u32 = 8;
const DEBUG: u32 = 9;
const DEEP: u32 = 10;

const MODES: [(&str, u32); 10] = [
    ("zero", ZERO),
    ("unreachable", UNREACHABLE),
    ("loop", LOOP),
    ("reenter", REENTER),
    ("too_small", TOO_SMALL),
    ("zero_offset", ZERO_OFFSET),
    ("outside", OUTSIDE),
    ("panic", PANIC),
    ("debug", DEBUG),
    ("deep", DEEP),
];

/// An address no memory of at most 512 pages has.
const OUTSIDE_ADDRESS: u32 = 0xF000_0000;

static ALLOCATE_MODE: AtomicU32 = AtomicU32::new(HONEST);
static DEALLOCATE_MODE: AtomicU32 = AtomicU32::new(HONEST);

/// Both set a mode; the first then makes the host call `allocate` by querying it.
pub fn run(message: &Message) -> Option<Outcome> {
    let text: String = match message.name {
        "hostile_allocate" => {
            ALLOCATE_MODE.store(mode(message), Relaxed);
            let answer = unsafe { query_chain(pass(b"{}")) };
            ALLOCATE_MODE.store(HONEST, Relaxed);
            (answer != 0).to_string()
        }
        "hostile_deallocate" => {
            DEALLOCATE_MODE.store(mode(message), Relaxed);
            "armed".into()
        }
        _ => return None,
    };
    Some(Outcome::Text(text))
}

fn mode(message: &Message) -> u32 {
    let wanted = message.text("mode");
    MODES.iter().find(|(name, _)| *name == wanted).expect("unknown mode").1
}

#[unsafe(no_mangle)]
extern "C" fn allocate(size: u32) -> u32 {
    let honest = Region::with_room(size);
    match ALLOCATE_MODE.load(Relaxed) {
        ZERO => 0,
        TOO_SMALL => Region { capacity: size / 2, ..honest }.address(),
        ZERO_OFFSET => Region { offset: 0, ..honest }.address(),
        OUTSIDE => Region { offset: OUTSIDE_ADDRESS, ..honest }.address(),
        HONEST => region::allocate(size),
        hostile => {
            misbehave(hostile);
            honest.address()
        }
    }
}

#[unsafe(no_mangle)]
extern "C" fn deallocate(_region: u32) {
    misbehave(DEALLOCATE_MODE.load(Relaxed));
}

fn misbehave(mode: u32) {
    match mode {
        UNREACHABLE => wasm32::unreachable(),
        LOOP => loop {},
        // The host must allocate for the answer: one level of host-to-contract calls too many.
        REENTER => {
            unsafe { query_chain(pass(b"{}")) };
        }
        PANIC => panic!("not in the mood"),
        DEBUG => unsafe { debug(pass(b"called")) },
        // An import that needs no allocation is fine at any depth.
        DEEP => {
            unsafe { db_read(pass(b"missing")) };
        }
        _ => {}
    }
}
