package lane

import (
	"bytes"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"google.golang.org/protobuf/types/known/wrapperspb"
)

const testRing = 4096

var nonce = bytes.Repeat([]byte{7}, nonceBytes)

// pair returns both sides of a lane.
func pair(t *testing.T, spin time.Duration) (vm, chain *Lane) {
	t.Helper()
	if !Supported {
		t.Skip("no lanes on this system")
	}
	path := filepath.Join(t.TempDir(), "lane")
	vm, err := Create(path, nonce, testRing, 1)
	if err != nil {
		t.Fatal(err)
	}
	chain, err = Open(path, nonce, testRing, &Spinning{Limit: spin}, 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { vm.Release(); chain.Release() })
	return vm, chain
}

func TestFramesOfEverySizeCrossBothWays(t *testing.T) {
	for _, spin := range []time.Duration{0, 50 * time.Microsecond} {
		vm, chain := pair(t, spin)
		var wg sync.WaitGroup
		wg.Go(func() {
			for {
				got := new(wrapperspb.BytesValue)
				if err := vm.Receive(got); err != nil || len(got.GetValue()) == 1 {
					return
				}
				if err := vm.Send(got); err != nil {
					t.Error(err)
					return
				}
			}
		})
		for _, size := range []int{0, 2, 100, testRing - 8, testRing, testRing + 1, 10 * testRing, 3 << 20, 5} {
			for range 20 {
				sent := &wrapperspb.BytesValue{Value: make([]byte, size)}
				_, _ = rand.Read(sent.Value)
				if err := chain.Send(sent); err != nil {
					t.Fatal(err)
				}
				got := new(wrapperspb.BytesValue)
				if err := chain.Receive(got); err != nil || !bytes.Equal(got.GetValue(), sent.GetValue()) {
					t.Fatalf("%d bytes came back as %d, %v", size, len(got.GetValue()), err)
				}
			}
		}
		if err := chain.Send(&wrapperspb.BytesValue{Value: []byte{1}}); err != nil {
			t.Fatal(err)
		}
		wg.Wait()
	}
}

func TestABrokenLaneWakesWhoWaits(t *testing.T) {
	vm, chain := pair(t, 0)
	lost := errors.New("lost")
	time.AfterFunc(50*time.Millisecond, func() { chain.Break(lost) })
	begun := time.Now()
	if err := chain.Receive(new(wrapperspb.BytesValue)); !errors.Is(err, lost) {
		t.Error(err)
	}
	if took := time.Since(begun); took > nap/2 {
		t.Errorf("woken after %v", took)
	}
	large := &wrapperspb.BytesValue{Value: make([]byte, 2*testRing)}
	if err := chain.Send(large); !errors.Is(err, lost) {
		t.Error(err)
	}
	time.AfterFunc(50*time.Millisecond, func() { vm.Break(lost) })
	if err := vm.Send(large); !errors.Is(err, lost) {
		t.Error(err)
	}
}

func TestWhatArrivedBeforeTheBreakCanBeRead(t *testing.T) {
	vm, chain := pair(t, 0)
	if err := vm.Send(wrapperspb.Bytes([]byte("last"))); err != nil {
		t.Fatal(err)
	}
	chain.Break(errors.New("lost"))
	got := new(wrapperspb.BytesValue)
	if err := chain.Receive(got); err != nil || string(got.GetValue()) != "last" {
		t.Errorf("%q, %v", got.GetValue(), err)
	}
}

func TestAPeerThatCheatsIsFoundOut(t *testing.T) {
	for _, position := range []uint64{2*testRing + 2, 1 << 40, ^uint64(0)} {
		_, chain := pair(t, 0)
		chain.in.written.Store(position)
		if err := chain.Receive(new(wrapperspb.BytesValue)); !errors.Is(err, errCorrupt) {
			t.Errorf("written %d: %v", position, err)
		}
		chain.out.read.Store(position >> 1)
		if err := chain.Send(wrapperspb.Bytes(nil)); !errors.Is(err, errCorrupt) {
			t.Errorf("read %d: %v", position, err)
		}
	}
	vm, chain := pair(t, 0)
	if err := vm.write([]byte{0xff, 0xff, 0xff, 0xff}); err != nil {
		t.Fatal(err)
	}
	if err := chain.Receive(new(wrapperspb.BytesValue)); !errors.Is(err, errFrameTooLong) {
		t.Error(err)
	}
	vm, chain = pair(t, 0)
	if err := vm.write([]byte{1, 0, 0, 0, 0xff}); err != nil {
		t.Fatal(err)
	}
	if err := chain.Receive(new(wrapperspb.BytesValue)); err == nil || !strings.Contains(err.Error(), "can't be read") {
		t.Error(err)
	}
}

func TestWhatIsNoLaneIsNotMapped(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lane")
	vm, err := Create(path, nonce, testRing, 1)
	if err != nil {
		t.Skip("no lanes on this system")
	}
	defer vm.Release()
	link := path + ".link"
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name, path string
		nonce      []byte
		ring       uint32
	}{
		{"another nonce", path, bytes.Repeat([]byte{8}, nonceBytes), testRing},
		{"a short nonce", path, nonce[1:], testRing},
		{"another size", path, nonce, 2 * testRing},
		{"no power of two", path, nonce, testRing - 1},
		{"no ring", path, nonce, 0},
		{"too large a ring", path, nonce, 1 << 31},
		{"no file", path + "?", nonce, testRing},
		{"a relative path", "lane", nonce, testRing},
		{"a link", link, nonce, testRing},
		{"a directory", filepath.Dir(path), nonce, testRing},
		{"a device", "/dev/zero", nonce, testRing},
	}
	for _, c := range cases {
		if l, err := Open(c.path, c.nonce, c.ring, new(Spinning), 1); err == nil {
			t.Errorf("%s is mapped", c.name)
			l.Release()
		}
	}
}

func TestTheLastUserUnmaps(t *testing.T) {
	path := filepath.Join(t.TempDir(), "released")
	l, err := Create(path, nonce, testRing, 2)
	if err != nil {
		t.Skip("no lanes on this system")
	}
	mapped := func() bool {
		maps, err := os.ReadFile("/proc/self/maps")
		if err != nil {
			t.Fatal(err)
		}
		return strings.Contains(string(maps), path)
	}
	l.Release()
	if !mapped() {
		t.Error("unmapped while it is used")
	}
	l.Release()
	if mapped() {
		t.Error("still mapped")
	}
}

// The VM may cut off its file whenever it likes, which ends a process that looks at it unprepared.
func TestAFileThatIsCutOffIsAnError(t *testing.T) {
	uses := map[string]func(*Lane) error{
		"receiving": func(l *Lane) error { return l.Receive(new(wrapperspb.BytesValue)) },
		"sending":   func(l *Lane) error { return l.Send(wrapperspb.Bytes([]byte("x"))) },
	}
	for name, use := range uses {
		t.Run(name, func(t *testing.T) {
			path, chain := alone(t)
			if err := os.Truncate(path, 0); err != nil {
				t.Fatal(err)
			}
			if err := use(chain); !errors.Is(err, errCutOff) {
				t.Error(err)
			}
			chain.Break(errors.New("lost"))
		})
	}
	t.Run("while it sleeps", func(t *testing.T) {
		path, chain := alone(t)
		time.AfterFunc(50*time.Millisecond, func() { _ = os.Truncate(path, 0) })
		if err := chain.Receive(new(wrapperspb.BytesValue)); !errors.Is(err, errCutOff) {
			t.Error(err)
		}
	})
}

func TestAPanicOfSomebodyElseGoesOn(t *testing.T) {
	_, chain := alone(t)
	chain.in.written = nil
	defer func() {
		if recover() == nil {
			t.Error("a defect became an error of the VM")
		}
	}()
	_ = chain.Receive(new(wrapperspb.BytesValue))
}

// alone returns the chain's side of a lane, and its file.
func alone(t *testing.T) (string, *Lane) {
	t.Helper()
	if !Supported {
		t.Skip("no lanes on this system")
	}
	path := filepath.Join(t.TempDir(), "lane")
	vm, err := Create(path, nonce, testRing, 1)
	if err != nil {
		t.Fatal(err)
	}
	chain, err := Open(path, nonce, testRing, new(Spinning), 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { vm.Release(); chain.Release() })
	return path, chain
}
