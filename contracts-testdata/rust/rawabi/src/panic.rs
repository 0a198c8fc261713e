//! Hands a panic's text to the host, as `cosmwasm-std` does.

use core::panic::PanicInfo;

use alloc::string::ToString;

use crate::imports;
use crate::region::Region;

#[panic_handler]
fn panic(info: &PanicInfo) -> ! {
    let text = info.to_string();
    unsafe { imports::abort(Region::over(text.as_bytes()).address()) };
    core::arch::wasm32::unreachable()
}
