package lane

import (
	"runtime"
	"sync/atomic"
	"time"
)

// Spinning is the use of processors for waiting, by all lanes of an engine: a peer that answers soon is noticed at once, while to
// sleep and to be woken takes longer than most answers.
type Spinning struct {
	// Limit is how long one wait may spin; 0 for not at all.
	Limit time.Duration
	// calls are those that have begun and not ended.
	calls atomic.Int32
}

// Begin notes that a call begins; End must follow.
func (s *Spinning) Begin() { s.calls.Add(1) }

// End notes that a call is over.
func (s *Spinning) End() { s.calls.Add(-1) }

// processorsPerCall is what a call takes while one side of it works and the other one spins.
const processorsPerCall = 2

// processors are those that this process may use at once. Asking each time would take a lock of the scheduler.
var processors = runtime.GOMAXPROCS(0)

// isAffordable says whether every running call can have its processors.
func (s *Spinning) isAffordable() bool {
	return s.Limit > 0 && int(s.calls.Load())*processorsPerCall <= processors
}

// luck is what one lane has learned: after spins in vain it spins ever more rarely, until one pays off. They are in vain if the
// other side has much to do, or doesn't get a processor because others do.
type luck struct {
	// skip is how many waits go to sleep at once; penalty is how many they become when the next spin is in vain.
	skip, penalty int
}

// maxPenalty keeps what is spent in vain below a hundredth of the time, even for waits that end right after the spin.
const maxPenalty = 128

func (l *luck) isUp() bool {
	if l.skip > 0 {
		l.skip--
		return false
	}
	return true
}

func (l *luck) learn(paidOff bool) {
	if paidOff {
		l.penalty = 0
		return
	}
	l.penalty = min(2*l.penalty+1, maxPenalty)
	l.skip = l.penalty
}
