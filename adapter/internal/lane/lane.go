package lane

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"
)

const (
	// headerBytes are in front of the rings.
	headerBytes = 4096
	nonceBytes  = 32
	// maxRingBytes bounds what a VM makes us map.
	maxRingBytes = 1 << 24
)

// Lane is used by one goroutine at a time, except where a method says otherwise. The VM may write anything into the memory
// at any time, so nothing there is read twice, and every position is checked.
type Lane struct {
	memory   []byte
	spinning *Spinning
	luck     luck

	out ring
	in  ring

	// sent and taken are how many bytes went out and came in: ours, not what the shared words say of us.
	sent  uint64
	taken uint64

	// buffer is reused for frames.
	buffer []byte

	// broken is why the peer is lost; nil as long as it isn't.
	broken atomic.Pointer[error]
	users  atomic.Int32
}

var (
	errCorrupt = errors.New("a position in the lane is outside of its ring")
	errCutOff  = errors.New("the file of the lane was cut off")
)

// Open maps the file that a VM offers. users is how many will call Release.
func Open(path string, nonce []byte, ringBytes uint32, spinning *Spinning, users int32) (*Lane, error) {
	if !filepath.IsAbs(path) || len(nonce) != nonceBytes {
		return nil, errors.New("the VM offers no proper lane")
	}
	if ringBytes == 0 || ringBytes > maxRingBytes || ringBytes&(ringBytes-1) != 0 {
		return nil, fmt.Errorf("the VM offers a lane with rings of %d bytes", ringBytes)
	}
	memory, err := mapFile(path, headerBytes+2*int(ringBytes))
	if err != nil {
		return nil, err
	}
	if !beginsWith(memory, nonce) {
		unmap(memory)
		return nil, fmt.Errorf("%s is another VM's lane", path)
	}
	toVM, fromVM := rings(memory)
	return newLane(memory, toVM, fromVM, spinning, users), nil
}

func beginsWith(memory, nonce []byte) bool {
	var cutOff error
	defer guard(&cutOff)()
	return bytes.Equal(memory[:nonceBytes], nonce)
}

// Create makes the file of a lane, as a VM does, and maps it from the VM's side.
func Create(path string, nonce []byte, ringBytes uint32, users int32) (*Lane, error) {
	content := make([]byte, headerBytes+2*int(ringBytes))
	copy(content, nonce)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		return nil, err
	}
	memory, err := mapFile(path, len(content))
	if err != nil {
		return nil, err
	}
	toVM, fromVM := rings(memory)
	return newLane(memory, fromVM, toVM, new(Spinning), users), nil
}

func newLane(memory []byte, out, in ring, spinning *Spinning, users int32) *Lane {
	l := &Lane{memory: memory, spinning: spinning, out: out, in: in}
	l.users.Store(users)
	return l
}

// Release is called once by each user; the last one unmaps the memory.
func (l *Lane) Release() {
	if l.users.Add(-1) == 0 {
		unmap(l.memory)
	}
}

// Break ends all waiting, now and from now on. For any goroutine that has not released the lane.
func (l *Lane) Break(cause error) {
	l.broken.CompareAndSwap(nil, &cause)
	// Nobody sleeps for long in memory that is not there.
	var cutOff error
	defer guard(&cutOff)()
	rouse(l.in.readerSleeps)
	rouse(l.out.writerSleeps)
}

// Broken returns what Break was told.
func (l *Lane) Broken() error {
	if cause := l.broken.Load(); cause != nil {
		return *cause
	}
	return nil
}

// read fills the buffer, waiting for what isn't there yet.
func (l *Lane) read(to []byte) error {
	for len(to) > 0 {
		arrived, err := l.wait(l.in.written, l.taken, l.in.readerSleeps)
		if err != nil {
			return err
		}
		at := l.taken & uint64(len(l.in.bytes)-1)
		n := copy(to, l.in.bytes[at:min(at+arrived, uint64(len(l.in.bytes)))])
		to = to[n:]
		l.taken += uint64(n)
		publish(l.in.read, l.taken, l.in.writerSleeps)
	}
	return nil
}

// write puts all bytes into the ring, waiting for room.
func (l *Lane) write(from []byte) error {
	size := uint64(len(l.out.bytes))
	for len(from) > 0 {
		// A full ring is one whose reader is a ring behind.
		room, err := l.wait(l.out.read, l.sent-size, l.out.writerSleeps)
		if err != nil {
			return err
		}
		at := l.sent & (size - 1)
		n := copy(l.out.bytes[at:min(at+room, size)], from)
		from = from[n:]
		l.sent += uint64(n)
		publish(l.out.written, l.sent, l.out.readerSleeps)
	}
	return nil
}

// wait returns by how much the peer's position is past ours, once it is.
func (l *Lane) wait(peer *atomic.Uint64, ours uint64, sleeper *atomic.Uint32) (uint64, error) {
	if peer.Load() == ours && l.spinning.isAffordable() && l.luck.isUp() {
		l.luck.learn(l.spinWhile(peer, ours))
	}
	for {
		if past := peer.Load() - ours; past != 0 {
			if past > uint64(len(l.in.bytes)) {
				return 0, errCorrupt
			}
			return past, nil
		}
		if err := l.Broken(); err != nil {
			return 0, err
		}
		sleeper.Store(asleep)
		if peer.Load() == ours && l.Broken() == nil {
			sleep(sleeper, asleep)
		}
		sleeper.Store(awake)
	}
}

// looksPerClock is how often the memory is looked at between two looks at the clock, which takes longer.
const looksPerClock = 32

// spinWhile looks at the peer's position for a while, and says whether it has moved.
func (l *Lane) spinWhile(peer *atomic.Uint64, ours uint64) bool {
	for begun := time.Now(); time.Since(begun) < l.spinning.Limit; {
		for range looksPerClock {
			if peer.Load() != ours {
				return true
			}
		}
	}
	return false
}
