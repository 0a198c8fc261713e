//! Calls one cryptographic import with the bytes of the message and reports what came back.
//!
//! Messages name the import; byte arguments are hexadecimal, numbers are numbers, for example
//! `{"secp256k1_verify":{"hash":"..","signature":"..","public_key":".."}}`. Nothing is checked
//! before the host sees it. `"repeat": n` makes the same call n times (a benchmark). The answer is
//! `{"code":n,"output":"hex"}`; from `execute`, two attributes of these names.
#![no_std]

extern crate alloc;

use alloc::format;
use alloc::string::ToString;

use rawabi::answer;
use rawabi::encoding::{from_hex, to_hex};
use rawabi::imports;
use rawabi::message::Message;
use rawabi::region::{self, Region, pass, take};

const G1_BYTES: u32 = 48;
const G2_BYTES: u32 = 96;

/// The host's code and the bytes it wrote, if the import writes any.
struct Verdict {
    code: u64,
    output: &'static [u8],
}

#[unsafe(no_mangle)]
extern "C" fn interface_version_8() {}

#[unsafe(no_mangle)]
extern "C" fn requires_cosmwasm_2_1() {}

#[unsafe(no_mangle)]
extern "C" fn allocate(size: u32) -> u32 {
    region::allocate(size)
}

#[unsafe(no_mangle)]
extern "C" fn deallocate(_region: u32) {}

#[unsafe(no_mangle)]
extern "C" fn instantiate(_env: u32, _info: u32, _message: u32) -> u32 {
    answer::response(&[])
}

#[unsafe(no_mangle)]
extern "C" fn execute(_env: u32, _info: u32, message: u32) -> u32 {
    let verdict = run(message);
    answer::response(&[("code", &verdict.code.to_string()), ("output", &to_hex(verdict.output))])
}

#[unsafe(no_mangle)]
extern "C" fn query(_env: u32, message: u32) -> u32 {
    let Verdict { code, output } = run(message);
    answer::query(&format!(r#"{{"code":{code},"output":"{}"}}"#, to_hex(output)))
}

fn run(message: u32) -> Verdict {
    let message = Message::parse(unsafe { take(message) });
    let times = message.number_or("repeat", 1).max(1);
    let mut verdict = call(&message);
    for _ in 1..times {
        verdict = call(&message);
    }
    verdict
}

fn call(message: &Message) -> Verdict {
    let bytes = |field| pass(from_hex(message.text(field)).leak());
    let number = |field| message.number_u32(field);
    unsafe {
        match message.name {
            "secp256k1_verify" => {
                code(imports::secp256k1_verify(bytes("hash"), bytes("signature"), bytes("public_key")))
            }
            "secp256r1_verify" => {
                code(imports::secp256r1_verify(bytes("hash"), bytes("signature"), bytes("public_key")))
            }
            "secp256k1_recover_pubkey" => recovered(imports::secp256k1_recover_pubkey(
                bytes("hash"),
                bytes("signature"),
                number("parameter"),
            )),
            "secp256r1_recover_pubkey" => recovered(imports::secp256r1_recover_pubkey(
                bytes("hash"),
                bytes("signature"),
                number("parameter"),
            )),
            "ed25519_verify" => {
                code(imports::ed25519_verify(bytes("message"), bytes("signature"), bytes("public_key")))
            }
            // The three lists are given in the ABI's own encoding: each item followed by its length.
            "ed25519_batch_verify" => code(imports::ed25519_batch_verify(
                bytes("messages"),
                bytes("signatures"),
                bytes("public_keys"),
            )),
            "bls12_381_aggregate_g1" => {
                written(G1_BYTES, |out| imports::bls12_381_aggregate_g1(bytes("points"), out))
            }
            "bls12_381_aggregate_g2" => {
                written(G2_BYTES, |out| imports::bls12_381_aggregate_g2(bytes("points"), out))
            }
            "bls12_381_pairing_equality" => {
                code(imports::bls12_381_pairing_equality(bytes("ps"), bytes("qs"), bytes("r"), bytes("s")))
            }
            "bls12_381_hash_to_g1" => written(G1_BYTES, |out| {
                imports::bls12_381_hash_to_g1(number("hash"), bytes("message"), bytes("dst"), out)
            }),
            "bls12_381_hash_to_g2" => written(G2_BYTES, |out| {
                imports::bls12_381_hash_to_g2(number("hash"), bytes("message"), bytes("dst"), out)
            }),
            unknown => panic!("unknown import: {unknown}"),
        }
    }
}

fn code(code: u32) -> Verdict {
    Verdict { code: code.into(), output: &[] }
}

/// The low half points at the key, the high half is the code.
fn recovered(answer: u64) -> Verdict {
    let code = answer >> 32;
    let output = if code == 0 { unsafe { take(answer as u32) } } else { &[] };
    Verdict { code, output }
}

fn written(room: u32, import: impl FnOnce(u32) -> u32) -> Verdict {
    let out = Region::with_room(room).address();
    let code = import(out);
    Verdict { code: code.into(), output: unsafe { take(out) } }
}
