//! Endless loops, deep recursion, memory hunger and plain traps.

use alloc::format;
use alloc::string::{String, ToString};

use core::arch::wasm32;
use core::hint::black_box;
use core::sync::atomic::{AtomicU32, Ordering::Relaxed};

use rawabi::message::Message;

use crate::Outcome;

const PAGE_BYTES: usize = 64 * 1024;

/// Returned by `memory.grow` when the host refuses.
const GROW_REFUSED: usize = usize::MAX;

/// Words each frame of the second recursion keeps on the compiler's own stack in linear memory, so
/// that this stack (1 MiB) runs into address 0 before the host's call stack is exhausted.
const FRAME_WORDS: usize = 48;

pub fn run(message: &Message) -> Option<Outcome> {
    let text = match message.name {
        "loop" => spin(message.optional_number("iterations").unwrap_or(u64::MAX)),
        "recurse" => {
            descend(message.number_or("depth", u32::MAX));
            RETURNED.load(Relaxed).to_string()
        }
        "recurse_in_memory" => {
            descend_in_memory(message.number_or("depth", u32::MAX));
            RETURNED.load(Relaxed).to_string()
        }
        "grow" => grow_at_once(message.number("pages") as usize),
        "grow_by_single_pages" => grow_by_single_pages(),
        "touch" => touch(message.number("pages") as usize),
        "unreachable" => wasm32::unreachable(),
        "load" => load(message.number_u32("address")),
        "store" => store(message.number_u32("address")),
        "call_table_entry" => call_table_entry(message.number("index") as usize),
        "panic" => panic!("{}", "p".repeat(message.number_or("length", 1) as usize)),
        "panic_division" => (1 / black_box(0_u32)).to_string(),
        "panic_index" => [1_u8, 2, 3][black_box(3_usize)].to_string(),
        "panic_overflow" => (black_box(u32::MAX) + 1).to_string(),
        "exhaust_heap" => exhaust_heap(),
        _ => return None,
    };
    Some(Outcome::Text(text))
}

fn spin(iterations: u64) -> String {
    let mut sum = 0_u64;
    for i in 0..iterations {
        sum = black_box(sum.wrapping_mul(31).wrapping_add(i));
    }
    sum.to_string()
}

/// Frames that came back; counting after the call keeps the compiler from making it a loop.
static RETURNED: AtomicU32 = AtomicU32::new(0);

#[inline(never)]
fn descend(depth: u32) {
    if depth > 0 {
        descend(depth - 1);
    }
    RETURNED.store(RETURNED.load(Relaxed) + 1, Relaxed);
}

#[inline(never)]
fn descend_in_memory(depth: u32) {
    let alive: [u32; FRAME_WORDS] = core::array::from_fn(|_| RETURNED.load(Relaxed));
    if depth > 0 {
        descend_in_memory(depth - 1);
    }
    for value in alive {
        RETURNED.store(RETURNED.load(Relaxed) + (value >> 31), Relaxed);
    }
    RETURNED.store(RETURNED.load(Relaxed) + 1, Relaxed);
}

fn grow_at_once(pages: usize) -> String {
    match wasm32::memory_grow(0, pages) {
        GROW_REFUSED => "refused".into(),
        before => format!("{before} to {}", wasm32::memory_size(0)),
    }
}

fn grow_by_single_pages() -> String {
    let mut pages = 0;
    while wasm32::memory_grow(0, 1) != GROW_REFUSED {
        pages += 1;
    }
    format!("{pages} added, {} in all", wasm32::memory_size(0))
}

fn touch(pages: usize) -> String {
    let start = wasm32::memory_grow(0, pages);
    if start == GROW_REFUSED {
        return "refused".into();
    }
    for page in start..start + pages {
        unsafe { ((page * PAGE_BYTES) as *mut u8).write_volatile(1) };
    }
    format!("{pages} touched")
}

fn load(address: u32) -> String {
    unsafe { (address as *const u32).read_volatile() }.to_string()
}

fn store(address: u32) -> String {
    unsafe { (address as *mut u32).write_volatile(1) };
    "stored".into()
}

/// Entry 0 is empty, high entries don't exist, those between have other signatures.
fn call_table_entry(index: usize) -> String {
    let entry: extern "C" fn(f32, f64, f32) -> u64 = unsafe { core::mem::transmute(black_box(index)) };
    entry(0.0, 0.0, 0.0).to_string()
}

fn exhaust_heap() -> String {
    loop {
        black_box(alloc::vec::Vec::<u8>::with_capacity(PAGE_BYTES));
    }
}
