package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"time"

	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/cometbft/cometbft/mempool"
	rpchttp "github.com/cometbft/cometbft/rpc/client/http"
	coretypes "github.com/cometbft/cometbft/rpc/core/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
	sdkerrors "github.com/cosmos/cosmos-sdk/types/errors"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	"github.com/cosmos/gogoproto/proto"
)

// sent is a transaction on its way.
type sent struct {
	kind string
	hash []byte
}

// network is a few nodes of one chain, and who sends to it.
type network struct {
	nodes    []*rpchttp.HTTP
	signer   *signer
	accounts []*account
}

// patience bounds each wait for the chain.
const patience = 5 * time.Minute

// connect learns the numbers of the accounts.
func connect(urls []string, signer *signer, accounts []*account) (*network, error) {
	n := &network{signer: signer, accounts: accounts}
	for _, url := range urls {
		node, err := rpchttp.New(url, "/websocket")
		if err != nil {
			return nil, err
		}
		n.nodes = append(n.nodes, node)
	}
	for _, a := range accounts {
		request, err := proto.Marshal(&authtypes.QueryAccountRequest{Address: a.address()})
		if err != nil {
			return nil, err
		}
		answer, err := n.nodes[0].ABCIQuery(context.Background(), "/cosmos.auth.v1beta1.Query/Account", request)
		if err != nil {
			return nil, err
		}
		var found authtypes.QueryAccountResponse
		if err := proto.Unmarshal(answer.Response.Value, &found); err != nil || found.Account == nil {
			return nil, fmt.Errorf("account %s: %s, %w", a.address(), answer.Response.Log, err)
		}
		var base authtypes.BaseAccount
		if err := proto.Unmarshal(found.Account.Value, &base); err != nil {
			return nil, err
		}
		a.number, a.sequence = base.AccountNumber, base.Sequence
	}
	return n, nil
}

// send hands a transaction to the account's node, and waits while its pool is full.
func (n *network) send(kind string, by *account, gas uint64, msgs ...sdk.Msg) (sent, error) {
	tx, err := n.signer.sign(by, gas, msgs...)
	if err != nil {
		return sent{}, err
	}
	hash := sha256.Sum256(tx)
	node := n.nodes[by.home%len(n.nodes)]
	deadline := time.Now().Add(patience)
	for {
		answer, err := node.BroadcastTxSync(context.Background(), tx)
		if err == nil {
			err = refusal(answer)
		}
		// A node that was slow to answer may have taken it the first time.
		if err == nil || strings.Contains(err.Error(), mempool.ErrTxInCache.Error()) {
			return sent{kind, hash[:]}, nil
		}
		if errors.Is(err, errRefused) || time.Now().After(deadline) {
			return sent{}, fmt.Errorf("%s: %w", kind, err)
		}
		time.Sleep(200 * time.Millisecond)
	}
}

var errRefused = errors.New("refused")

func refusal(answer *coretypes.ResultBroadcastTx) error {
	if answer.Code == 0 {
		return nil
	}
	// After a block the node looks again at all transactions that wait, and until then doesn't count them.
	if early := sdkerrors.ErrWrongSequence; answer.Codespace == early.Codespace() && answer.Code == early.ABCICode() {
		return errors.New(answer.Log)
	}
	return fmt.Errorf("%w: %s", errRefused, answer.Log)
}

// result waits until a transaction is in a block.
func (n *network) result(s sent) (abci.ExecTxResult, error) {
	deadline := time.Now().Add(patience)
	for {
		found, err := n.nodes[0].Tx(context.Background(), s.hash, false)
		if err == nil {
			return found.TxResult, nil
		}
		if time.Now().After(deadline) {
			return abci.ExecTxResult{}, fmt.Errorf("%s %X: %w", s.kind, s.hash, err)
		}
		time.Sleep(200 * time.Millisecond)
	}
}

// success is the result of a transaction that must succeed.
func (n *network) success(s sent) (abci.ExecTxResult, error) {
	result, err := n.result(s)
	if err == nil && result.Code != 0 {
		err = fmt.Errorf("%s: %s", s.kind, result.Log)
	}
	return result, err
}

// do sends a transaction that must succeed.
func (n *network) do(kind string, by *account, gas uint64, msgs ...sdk.Msg) (abci.ExecTxResult, error) {
	s, err := n.send(kind, by, gas, msgs...)
	if err != nil {
		return abci.ExecTxResult{}, err
	}
	return n.success(s)
}

func (n *network) status(i int) (*coretypes.ResultStatus, error) {
	return n.nodes[i].Status(context.Background())
}

// attribute finds the first value of an event's attribute.
func attribute(result abci.ExecTxResult, event, key string) string {
	for _, e := range result.Events {
		if e.Type != event {
			continue
		}
		for _, a := range e.Attributes {
			if a.Key == key {
				return a.Value
			}
		}
	}
	return ""
}
