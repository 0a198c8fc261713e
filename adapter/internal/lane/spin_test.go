package lane

import (
	"testing"
	"time"
)

func TestSpinsInVainBecomeRare(t *testing.T) {
	var l luck
	spins := 0
	for range 10_000 {
		if l.isUp() {
			spins++
			l.learn(false)
		}
	}
	if spins > 10_000/100 {
		t.Errorf("%d of 10000 waits spun in vain", spins)
	}
	for !l.isUp() {
	}
	l.learn(true)
	if !l.isUp() {
		t.Error("does not spin after a spin that paid off")
	}
}

func TestNobodySpinsWhenCallsHaveNoTwoProcessorsEach(t *testing.T) {
	s := Spinning{Limit: time.Microsecond}
	for range processors / processorsPerCall {
		s.Begin()
		if !s.isAffordable() {
			t.Error("does not spin with processors to spare")
		}
	}
	s.Begin()
	if s.isAffordable() {
		t.Error("spins with too many calls")
	}
	s.End()
	if affordable := s.isAffordable(); affordable != (processors >= processorsPerCall) {
		t.Error("the end of a call changes", affordable)
	}
	off := new(Spinning)
	if off.isAffordable() {
		t.Error("spins without a limit")
	}
}
