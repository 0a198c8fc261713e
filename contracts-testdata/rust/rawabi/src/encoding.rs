//! Hexadecimal and base64, the two ways bytes travel inside JSON.

use alloc::string::String;
use alloc::vec::Vec;

const HEX: &[u8; 16] = b"0123456789abcdef";
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub fn to_hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| HEX[usize::from(nibble)] as char;
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
}

pub fn from_hex(text: &str) -> Vec<u8> {
    assert!(text.len() % 2 == 0, "hex text has an odd length");
    let nibble = |c: u8| (c as char).to_digit(16).expect("not a hex digit") as u8;
    text.as_bytes().chunks_exact(2).map(|pair| nibble(pair[0]) << 4 | nibble(pair[1])).collect()
}

pub fn to_base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let octet = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let bits = octet(0) << 16 | octet(1) << 8 | octet(2);
        for position in 0..4 {
            // A chunk of n bytes fills n + 1 characters.
            let padding = position > chunk.len();
            let index = (bits >> (18 - 6 * position)) & 63;
            text.push(if padding { '=' } else { BASE64[index as usize] as char });
        }
    }
    text
}
