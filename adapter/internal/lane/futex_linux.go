package lane

import (
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"
)

// Supported says whether lanes work on this system.
const Supported = true

// futex(2), without PRIVATE: the VM is another process.
const (
	futexWait = 0
	futexWake = 1
)

// nap is the longest sleep: whoever wakes then looks around again, so that a wake-up lost by a peer's fault costs no more.
const nap = time.Second

// sleep waits until the word is woken, unless it has another value than that.
func sleep(word *atomic.Uint32, value uint32) {
	patience := syscall.NsecToTimespec(nap.Nanoseconds())
	// Whatever it returns, the caller looks at the memory again.
	_, _, _ = syscall.Syscall6(syscall.SYS_FUTEX, uintptr(unsafe.Pointer(word)), futexWait, uintptr(value),
		uintptr(unsafe.Pointer(&patience)), 0, 0)
}

// wake wakes who sleeps on the word. It never waits, so that the scheduler need not know.
func wake(word *atomic.Uint32) {
	_, _, _ = syscall.RawSyscall6(syscall.SYS_FUTEX, uintptr(unsafe.Pointer(word)), futexWake, 1, 0, 0, 0)
}
