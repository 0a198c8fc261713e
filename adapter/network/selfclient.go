package main

import (
	"context"
	"fmt"
	"time"

	"github.com/cometbft/cometbft/rpc/client"
	comettypes "github.com/cometbft/cometbft/types"
	clienttypes "github.com/cosmos/ibc-go/v11/modules/core/02-client/types"
	clientv2types "github.com/cosmos/ibc-go/v11/modules/core/02-client/v2/types"
	commitmenttypes "github.com/cosmos/ibc-go/v11/modules/core/23-commitment/types"
	ibctm "github.com/cosmos/ibc-go/v11/modules/light-clients/07-tendermint"
)

// selfClient is a light client by which the chain follows itself: IBC v2 knows no connection to itself.
type selfClient struct {
	*load
	id      string
	trusted int64
}

// Of the client's state. Nothing here lasts that long.
const (
	unbonding = 21 * 24 * time.Hour
	trusting  = unbonding * 2 / 3
	drift     = time.Minute
)

// newSelfClient begins at the newest block but one, since a block is signed by the next.
func (l *load) newSelfClient() (*selfClient, error) {
	at, err := l.signed(0)
	if err != nil {
		return nil, err
	}
	state := ibctm.NewClientState(l.signer.chainID, ibctm.DefaultTrustLevel, trusting, unbonding, drift, heightAt(at),
		commitmenttypes.GetSDKSpecs(), []string{"upgrade", "upgradedIBCState"})
	header, err := l.header(at)
	if err != nil {
		return nil, err
	}
	msg, err := clienttypes.NewMsgCreateClient(state, header.ConsensusState(), l.accounts[0].address())
	if err != nil {
		return nil, err
	}
	result, err := l.do("IBC client", l.accounts[0], callGas, msg)
	return &selfClient{l, attribute(result, "create_client", "client_id"), at}, err
}

// facing makes the clients each other's counterparty.
func (c *selfClient) facing(other *selfClient) error {
	prefix := [][]byte{[]byte("ibc"), {}}
	by := c.accounts[0]
	for _, pair := range [][2]*selfClient{{c, other}, {other, c}} {
		msg := clientv2types.NewMsgRegisterCounterparty(pair[0].id, prefix, pair[1].id, by.address())
		if _, err := c.do("IBC client", by, callGas, msg); err != nil {
			return err
		}
	}
	return nil
}

// update takes the client to a height.
func (c *selfClient) update(to int64) error {
	header, err := c.header(to)
	if err != nil {
		return err
	}
	// The validators that the trusted block names are those of the block after it.
	next, err := c.validators(c.trusted + 1)
	if err != nil {
		return err
	}
	header.TrustedHeight = heightAt(c.trusted)
	if header.TrustedValidators, err = next.ToProto(); err != nil {
		return err
	}
	msg, err := clienttypes.NewMsgUpdateClient(c.id, header, c.accounts[0].address())
	if err != nil {
		return err
	}
	c.trusted = to
	_, err = c.do("IBC client", c.accounts[0], callGas, msg)
	return err
}

// signed waits until a block above a height is signed, and returns its height.
func (l *load) signed(above int64) (int64, error) {
	deadline := time.Now().Add(patience)
	for {
		status, err := l.status(0)
		if err != nil {
			return 0, err
		}
		if newest := status.SyncInfo.LatestBlockHeight - 1; newest > max(above, 1) {
			return newest, nil
		}
		if time.Now().After(deadline) {
			return 0, fmt.Errorf("no block above %d", above)
		}
		time.Sleep(200 * time.Millisecond)
	}
}

func (l *load) header(at int64) (*ibctm.Header, error) {
	commit, err := l.nodes[0].Commit(context.Background(), &at)
	if err != nil {
		return nil, err
	}
	validators, err := l.validators(at)
	if err != nil {
		return nil, err
	}
	set, err := validators.ToProto()
	if err != nil {
		return nil, err
	}
	return &ibctm.Header{SignedHeader: commit.SignedHeader.ToProto(), ValidatorSet: set}, nil
}

func (l *load) validators(at int64) (*comettypes.ValidatorSet, error) {
	found, err := l.nodes[0].Validators(context.Background(), &at, nil, nil)
	if err != nil {
		return nil, err
	}
	return comettypes.ValidatorSetFromExistingValidators(found.Validators)
}

// proof shows what IBC's store has, or has not, under a key, to those who know the block of this height.
func (l *load) proof(key []byte, at int64) ([]byte, error) {
	// A block has the hash of the state before it.
	answer, err := l.nodes[0].ABCIQueryWithOptions(context.Background(), "store/ibc/key", key,
		client.ABCIQueryOptions{Height: at - 1, Prove: true})
	if err != nil {
		return nil, err
	}
	proof, err := commitmenttypes.ConvertProofs(answer.Response.ProofOps)
	if err != nil {
		return nil, err
	}
	return proof.Marshal()
}

func heightAt(block int64) clienttypes.Height { return clienttypes.NewHeight(0, uint64(block)) }
