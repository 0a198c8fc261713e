//! A heap that only grows: a contract instance lives for one call, so nothing is ever freed.

use core::alloc::{GlobalAlloc, Layout};
use core::arch::wasm32::memory_grow;
use core::cell::Cell;

const PAGE_BYTES: usize = 64 * 1024;

/// What `memory.grow` answers when it refuses.
const GROW_REFUSED: usize = usize::MAX;

struct Heap {
    next: Cell<usize>,
    end: Cell<usize>,
}

// Wasm contracts have one thread.
unsafe impl Sync for Heap {}

#[global_allocator]
static HEAP: Heap = Heap { next: Cell::new(0), end: Cell::new(0) };

unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let fits = |start: usize| start.checked_add(layout.size()).is_some_and(|e| e <= self.end.get());
        let mut start = self.next.get().next_multiple_of(layout.align());
        if !fits(start) {
            let pages = layout.size().div_ceil(PAGE_BYTES).max(1);
            let previous = memory_grow(0, pages);
            if previous == GROW_REFUSED {
                return core::ptr::null_mut();
            }
            // The contract may have grown the memory itself; then the rest of the old block is lost.
            let block = previous * PAGE_BYTES;
            if block != self.end.get() {
                start = block;
            }
            self.end.set(block + pages * PAGE_BYTES);
        }
        self.next.set(start + layout.size());
        start as *mut u8
    }

    unsafe fn dealloc(&self, _block: *mut u8, _layout: Layout) {}
}
