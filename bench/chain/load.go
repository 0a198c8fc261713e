package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

// patience is how long a transaction may take to be in a block.
const patience = time.Minute

// send broadcasts a transaction and waits until it is in a block.
func (r *rpc) send(tx []byte) (txResult, error) {
	var answer struct {
		Code int
		Log  string
	}
	if err := r.post(broadcastBody("broadcast_tx_sync", tx), &answer); err != nil {
		return txResult{}, err
	}
	if answer.Code != 0 {
		return txResult{}, errors.New(answer.Log)
	}
	hash := sha256.Sum256(tx)
	result, err := r.result(hash[:], patience)
	if err == nil && result.Code != 0 {
		err = errors.New(result.Log)
	}
	return result, err
}

// latencies are the times from a broadcast to the transaction being found in a block, one after the other, shortest first.
func latencies(n *node, from, to *account, count int) ([]time.Duration, error) {
	connection := dial(n.url)
	var times []time.Duration
	for range count {
		tx := from.sign(200_000, bankSend(from, to))
		begun := time.Now()
		if _, err := connection.send(tx); err != nil {
			return nil, err
		}
		times = append(times, time.Since(begun))
	}
	slices.Sort(times)
	return times, nil
}

// rate is what a load came to.
type rate struct {
	perSecond float64
	cpu       time.Duration // of the node, for each transaction
	blocks    int
}

// throughput signs transactions for all senders, then sends them from all at once, each sender's in their order, and counts until
// the last one is in a block.
func throughput(n *node, senders []*account, each int, gas uint64, message func(from *account) sdk.Msg) (rate, error) {
	bodies := make([][][]byte, len(senders))
	for i, from := range senders {
		for range each {
			bodies[i] = append(bodies[i], broadcastBody("broadcast_tx_sync", from.sign(gas, message(from))))
		}
	}
	watcher := dial(n.url)
	before, err := watcher.height()
	if err != nil {
		return rate{}, err
	}
	cpu, begun := n.cpu(), time.Now()
	var group sync.WaitGroup
	failures := make(chan error, len(senders))
	for _, queue := range bodies {
		group.Go(func() {
			if err := sendAll(dial(n.url), queue); err != nil {
				failures <- err
			}
		})
	}
	group.Wait()
	select {
	case err := <-failures:
		return rate{}, err
	default:
	}
	blocks, err := untilCommitted(watcher, before, len(senders)*each)
	if err != nil {
		return rate{}, err
	}
	took, spent := time.Since(begun), n.cpu()-cpu
	total := len(senders) * each
	return rate{float64(total) / took.Seconds(), spent / time.Duration(total), len(blocks)}, requireSuccess(watcher, blocks)
}

func sendAll(connection *rpc, bodies [][]byte) error {
	for _, body := range bodies {
		var answer struct {
			Code int
			Log  string
		}
		if err := connection.post(body, &answer); err != nil {
			return err
		}
		if answer.Code != 0 {
			return errors.New(answer.Log)
		}
	}
	return nil
}

// untilCommitted counts the transactions of the blocks above a height until there are as many; answers which blocks hold any.
func untilCommitted(r *rpc, height int64, count int) ([]int64, error) {
	var blocks []int64
	for end := time.Now().Add(patience); count > 0; {
		sizes, err := r.blockSizes(height + 1)
		if err != nil {
			return nil, err
		}
		if len(sizes) == 0 {
			if time.Now().After(end) {
				return nil, fmt.Errorf("%d transactions are in no block", count)
			}
			time.Sleep(2 * time.Millisecond)
		}
		for _, size := range sizes {
			height++
			count -= size
			if size > 0 {
				blocks = append(blocks, height)
			}
		}
	}
	return blocks, nil
}

// requireSuccess looks at the results of all transactions of blocks.
func requireSuccess(r *rpc, blocks []int64) error {
	for _, height := range blocks {
		codes, err := r.blockCodes(height)
		if err != nil {
			return err
		}
		for _, code := range codes {
			if code != 0 {
				return fmt.Errorf("a transaction in block %d failed with code %d", height, code)
			}
		}
	}
	return nil
}
