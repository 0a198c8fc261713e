package faults

import (
	"context"
	"crypto/rand"
	mathrand "math/rand/v2"
	"os"
	"sync"
	"syscall"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"orrery.dev/adapter/internal/lane"
	"orrery.dev/adapter/internal/vmv1"
	"orrery.dev/adapter/parity"
	"orrery.dev/adapter/parity/plain"
)

// spoiler is a chain that has a lane and respects nothing.
type spoiler struct {
	conn   *grpc.ClientConn
	cancel context.CancelFunc
	file   *os.File
	memory []byte
	lane   *lane.Lane
	call   *vmv1.CallRequest
}

// newSpoiler opens a lane; it returns nil if the VM has none left.
func newSpoiler(t *testing.T, m *machine, wasm []byte) *spoiler {
	t.Helper()
	conn, err := grpc.NewClient("unix://"+m.socket, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	s := &spoiler{conn: conn, cancel: cancel}
	t.Cleanup(s.close)
	vm := vmv1.NewVmClient(conn)
	opened, err := vm.Open(ctx, &vmv1.OpenRequest{BaseDir: "spoiled", Capabilities: parity.Capabilities, InstanceMemoryBytes: 32 << 20})
	if err != nil {
		t.Fatal(err)
	}
	stored, err := vm.StoreCode(ctx, &vmv1.StoreCodeRequest{Handle: opened.GetHandle(), Wasm: wasm})
	if err != nil {
		t.Fatal(err)
	}
	s.call = &vmv1.CallRequest{
		Handle: opened.GetHandle(), Checksum: stored.GetChecksum(), EntryPoint: "query", Env: []byte("{}"), Msg: []byte(`{"get_count":{}}`),
		GasLimit: ordinaryGas,
	}
	stream, err := vm.Calls(ctx)
	if err != nil {
		t.Fatal(err)
	}
	request := &vmv1.LaneRequest{Handle: opened.GetHandle()}
	if err := stream.Send(&vmv1.ChainFrame{Frame: &vmv1.ChainFrame_LaneRequest{LaneRequest: request}}); err != nil {
		t.Fatal(err)
	}
	frame, err := stream.Recv()
	if err != nil {
		t.Fatal(err)
	}
	offer := frame.GetLaneOffer()
	if offer.GetPath() == "" {
		return nil
	}
	if s.lane, err = lane.Open(offer.GetPath(), offer.GetNonce(), offer.GetRingBytes(), new(lane.Spinning), 1); err != nil {
		t.Fatal(err)
	}
	if s.file, err = os.OpenFile(offer.GetPath(), os.O_RDWR, 0); err != nil {
		t.Fatal(err)
	}
	s.memory, err = syscall.Mmap(int(s.file.Fd()), 0, 4096+2*int(offer.GetRingBytes()), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED)
	if err != nil {
		t.Fatal(err)
	}
	reply := &vmv1.LaneReply{Mapped: true}
	if err := stream.Send(&vmv1.ChainFrame{Frame: &vmv1.ChainFrame_LaneReply{LaneReply: reply}}); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *spoiler) close() {
	s.cancel()
	_ = s.conn.Close()
	if s.memory != nil {
		_ = syscall.Munmap(s.memory)
		_ = s.file.Close()
		s.lane.Release()
		s.memory = nil
	}
}

// spoil begins a call now and then, and writes noise: everywhere, or into the words of the rings, as positions that might be true.
func (s *spoiler) spoil(how int) {
	if how%3 != 0 {
		_ = s.lane.Send(&vmv1.ChainFrame{Frame: &vmv1.ChainFrame_Call{Call: s.call}})
	}
	switch how % 4 {
	case 0:
		_, _ = rand.Read(s.memory)
	case 1:
		for range 200 {
			word := 128 + 64*mathrand.IntN(8)
			s.memory[word] = byte(mathrand.IntN(256))
			s.memory[word+1] = byte(mathrand.IntN(256))
			time.Sleep(50 * time.Microsecond)
		}
	case 2:
		_ = s.file.Truncate(0)
	case 3:
		// The file is whole again, and empty.
		_ = s.file.Truncate(0)
		_ = s.file.Truncate(int64(len(s.memory)))
	}
}

func TestAChainThatSpoilsItsLaneDisturbsNobody(t *testing.T) {
	m := newMachine(t)
	engine := m.engine()
	sum, c := hackatom(t, engine)
	want, err := execute(engine, sum, c, "fred", `{"release":{}}`, ordinaryGas)
	if err != nil {
		t.Fatal(err)
	}
	before := m.usage()
	wasm := code(t, "rust/counter")
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			mine := plain.New()
			if done, err := instantiate(engine, sum, mine, `{"verifier":"fred","beneficiary":"bob"}`); err != nil {
				t.Error(done)
				return
			}
			for {
				select {
				case <-stop:
					return
				default:
				}
				if got, err := execute(engine, sum, mine, "fred", `{"release":{}}`, ordinaryGas); err != nil || got != want {
					t.Errorf("%+v %v, not %+v", got, err, want)
					return
				}
			}
		})
	}
	for how := range 100 {
		if s := newSpoiler(t, m, wasm); s != nil {
			s.spoil(how)
			s.close()
		}
	}
	close(stop)
	wg.Wait()
	m.settles(before)
}
