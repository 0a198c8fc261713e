//! The 12 bytes through which host and contract point at each other's data.

use alloc::boxed::Box;
use alloc::vec::Vec;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Region {
    pub offset: u32,
    pub capacity: u32,
    pub length: u32,
}

impl Region {
    /// A region that is full of the given bytes.
    pub fn over(bytes: &[u8]) -> Self {
        let length = bytes.len() as u32;
        Region { offset: bytes.as_ptr() as u32, capacity: length, length }
    }

    /// An empty region with room for the given number of bytes.
    pub fn with_room(capacity: u32) -> Self {
        let room: Vec<u8> = Vec::with_capacity(capacity as usize);
        Region { offset: room.leak().as_ptr() as u32, capacity, length: 0 }
    }

    /// Puts the region where the host can read it and answers its address.
    pub fn address(self) -> u32 {
        Box::leak(Box::new(self)) as *const Region as u32
    }
}

/// Region with a copy-free view of `bytes`, ready to be passed to an import.
pub fn pass(bytes: &[u8]) -> u32 {
    Region::over(bytes).address()
}

/// Reads what the host left behind `address`.
///
/// # Safety
/// The address must come from the host, or from [`Region::address`].
pub unsafe fn take(address: u32) -> &'static [u8] {
    unsafe {
        let region = &*(address as *const Region);
        core::slice::from_raw_parts(region.offset as *const u8, region.length as usize)
    }
}

/// The body of the `allocate` export of a well-behaved contract.
pub fn allocate(size: u32) -> u32 {
    Region::with_room(size).address()
}
