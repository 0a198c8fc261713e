package lane

import (
	"sync/atomic"
	"unsafe"
)

const cacheLine = 64

const (
	// controlAt is where the words of the ring to the VM are; those of the other one follow.
	controlAt = 128
	// controlBytes are what the words of one ring take.
	controlBytes = 4 * cacheLine
)

const (
	awake  = 0
	asleep = 1
)

// ring is one direction: bytes, and the words by which writer and reader of a ring tell each other where they are. Who goes to sleep says so
// before it looks for the last time, and who publishes looks for sleepers after it has published; Go's atomics are
// sequentially consistent, so one of them sees the other.
type ring struct {
	bytes        []byte
	written      *atomic.Uint64
	read         *atomic.Uint64
	readerSleeps *atomic.Uint32
	writerSleeps *atomic.Uint32
}

// rings are those in the memory of a lane.
func rings(memory []byte) (toVM, fromVM ring) {
	size := (len(memory) - headerBytes) / 2
	toVM = ringOf(memory[controlAt:], memory[headerBytes:headerBytes+size])
	fromVM = ringOf(memory[controlAt+controlBytes:], memory[headerBytes+size:])
	return toVM, fromVM
}

func ringOf(words, bytes []byte) ring {
	return ring{
		bytes:        bytes,
		written:      (*atomic.Uint64)(unsafe.Pointer(&words[0])),
		read:         (*atomic.Uint64)(unsafe.Pointer(&words[cacheLine])),
		readerSleeps: (*atomic.Uint32)(unsafe.Pointer(&words[2*cacheLine])),
		writerSleeps: (*atomic.Uint32)(unsafe.Pointer(&words[3*cacheLine])),
	}
}

// publish lets the other side know of a position, and wakes it if it sleeps.
func publish(position *atomic.Uint64, value uint64, sleeper *atomic.Uint32) {
	position.Store(value)
	if sleeper.Load() != awake {
		rouse(sleeper)
	}
}

func rouse(sleeper *atomic.Uint32) {
	sleeper.Store(awake)
	wake(sleeper)
}
