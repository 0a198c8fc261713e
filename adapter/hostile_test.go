package orrery

import (
	"crypto/rand"
	"errors"
	"os"
	"testing"
	"time"

	"orrery.dev/adapter/internal/lane"
	"orrery.dev/adapter/internal/vmv1"
)

// A VM whose memory is overwritten, or cut off, must not take the chain's process along; what comes of the call is a fault.
func TestAHostileVMIsAFaultAndTheNextCallWorks(t *testing.T) {
	if !lane.Supported {
		t.Skip("no lanes on this system")
	}
	attacks := map[string]func(*os.File) error{
		"the lane's file is cut off": func(file *os.File) error { return file.Truncate(0) },
		"half of it is cut off":      func(file *os.File) error { return file.Truncate(4096) },
		"noise all over":             func(file *os.File) error { return noise(file, 0) },
		"noise behind the nonce":     func(file *os.File) error { return noise(file, 32) },
		"noise in the rings":         func(file *os.File) error { return noise(file, 4096) },
		"all ones":                   func(file *os.File) error { return fill(file, 0xff) },
		"all zeros":                  func(file *os.File) error { return fill(file, 0) },
	}
	for name, attack := range attacks {
		t.Run(name, func(t *testing.T) {
			vm, engine := serve(t, asks)
			var file *os.File
			vm.spoil = func(offer *vmv1.LaneOffer) {
				var err error
				if file, err = os.OpenFile(offer.GetPath(), os.O_RDWR, 0); err != nil {
					t.Error(err)
				}
			}
			vm.damage = func(l *lane.Lane) error {
				defer file.Close()
				if err := attack(file); err != nil {
					return err
				}
				// The chain finds out by itself, or when the stream ends.
				time.Sleep(20 * time.Millisecond)
				l.Break(errors.New("the VM is gone"))
				return errors.New("the VM is gone")
			}
			chain := newChain()
			_, _, err := chain.execute(engine, 10, free)
			var fault *Fault
			if !errors.As(err, &fault) || chain.open != 0 {
				t.Errorf("error %v, %d iterators left open", err, chain.open)
			}
			vm.damage = nil
			if _, gas, err := newChain().execute(engine, 10, free); err != nil || gas != 10 {
				t.Errorf("the next call: gas %d, error %v", gas, err)
			}
		})
	}
}

// noise overwrites a file from a place on.
func noise(file *os.File, from int64) error {
	size, err := file.Seek(0, 2)
	if err != nil {
		return err
	}
	bytes := make([]byte, size-from)
	_, _ = rand.Read(bytes) // never fails
	_, err = file.WriteAt(bytes, from)
	return err
}

func fill(file *os.File, value byte) error {
	size, err := file.Seek(0, 2)
	if err != nil {
		return err
	}
	bytes := make([]byte, size)
	for i := range bytes {
		bytes[i] = value
	}
	_, err = file.WriteAt(bytes, 0)
	return err
}

// A VM may also go on calling while its memory changes under both.
func TestNoiseUnderRunningCallsEndsInFaultsOnly(t *testing.T) {
	if !lane.Supported {
		t.Skip("no lanes on this system")
	}
	vm, engine := serve(t, asks)
	stop := make(chan struct{})
	defer close(stop)
	vm.spoil = func(offer *vmv1.LaneOffer) {
		file, err := os.OpenFile(offer.GetPath(), os.O_RDWR, 0)
		if err != nil {
			t.Error(err)
			return
		}
		go func() {
			defer file.Close()
			word := make([]byte, 8)
			for i := int64(0); ; i++ {
				select {
				case <-stop:
					return
				case <-time.After(50 * time.Microsecond):
				}
				_, _ = rand.Read(word)
				// The words of both rings, then their first bytes.
				places := []int64{128, 192, 256, 320, 384, 448, 512, 576, 4096, 4100, 4096 + 32*1024, 4100 + 32*1024}
				_, _ = file.WriteAt(word, places[i%int64(len(places))])
			}
		}()
	}
	faults := 0
	for range 100 {
		done := make(chan error, 1)
		go func() {
			_, _, err := newChain().execute(engine, 10, free)
			done <- err
		}()
		select {
		case err := <-done:
			if err != nil {
				faults++
			}
		case <-time.After(200 * time.Millisecond):
			// Both wait for each other in memory that says nothing true: only the end of the stream helps.
			engine.connection.dropIdle()
			vm.endStreams()
			faults++
			<-done
		}
	}
	t.Logf("%d of 100 calls were lost", faults)
	vm.spoil = nil
	engine.connection.dropIdle()
	if _, gas, err := newChain().execute(engine, 10, free); err != nil || gas != 10 {
		t.Errorf("the next call: gas %d, error %v", gas, err)
	}
}
