package world

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/CosmWasm/wasmvm/v3/types"
)

const (
	canonicalBytes = 32
	// Longer byte strings are traced as their digest.
	maxTracedBytes = 64
	// How deep the contract may query itself.
	maxQueryDepth = 3
	// The balance everybody has, in each denomination.
	balance = 250
)

// errLong is longer than what libwasmvm takes over, 8,192 bytes, and ends there in the middle of a character; bytes
// that are not UTF-8 make what it takes over longer again.
var errLong = errors.New(strings.Repeat("\xff", 100) + strings.Repeat("é\xc3", 3000))

// API returns the chain's addresses: lower-case text of at most 32 bytes, padded with zeros in the canonical form.
func (w *World) API() types.GoAPI {
	return types.GoAPI{
		HumanizeAddress:     w.humanize,
		CanonicalizeAddress: w.canonicalize,
		ValidateAddress:     w.validate,
	}
}

func (w *World) humanize(canonical []byte) (string, uint64, error) {
	switch w.failing("humanize") {
	case "error":
		return "", humanizeFee, errors.New("humanize was told to fail")
	case "long_error":
		return "", humanizeFee, errLong
	case "empty":
		return "", humanizeFee, nil
	}
	if len(canonical) != canonicalBytes {
		w.note("humanize %s: wrong length", hexOf(canonical))
		return "", humanizeFee, fmt.Errorf("a canonical address has %d bytes, not %d", canonicalBytes, len(canonical))
	}
	human := string(bytes.TrimRight(canonical, "\x00"))
	w.note("humanize %s = %q", hexOf(canonical), human)
	return human, humanizeFee, nil
}

func (w *World) canonicalize(human string) ([]byte, uint64, error) {
	switch w.failing("canonicalize") {
	case "error":
		return nil, canonicalizeFee, errors.New("canonicalize was told to fail")
	case "long_error":
		return nil, canonicalizeFee, errLong
	case "empty":
		return nil, canonicalizeFee, nil
	}
	if len(human) > canonicalBytes {
		w.note("canonicalize %q: too long", human)
		return nil, canonicalizeFee, fmt.Errorf("address %q is longer than %d bytes", human, canonicalBytes)
	}
	canonical := make([]byte, canonicalBytes)
	copy(canonical, human)
	w.note("canonicalize %q = %s", human, hexOf(canonical))
	return canonical, canonicalizeFee, nil
}

func (w *World) validate(human string) (uint64, error) {
	switch w.failing("validate") {
	case "error":
		return validateCost, errors.New("validate was told to fail: \xff is not UTF-8")
	case "long_error":
		return validateCost, errLong
	}
	w.note("validate %q", human)
	if len(human) > canonicalBytes {
		return validateCost, fmt.Errorf("address %q is longer than %d bytes", human, canonicalBytes)
	}
	if human != strings.ToLower(human) {
		return validateCost, errors.New("address isn't in lower case")
	}
	return validateCost, nil
}

// Querier answers balances and queries to the contract itself.
func (w *World) Querier() types.Querier { return querier{w} }

type querier struct{ *World }

func (q querier) GasConsumed() uint64 { return q.meter.consumed }

func (q querier) Query(request types.QueryRequest, gasLimit uint64) ([]byte, error) {
	if q.failing("query") == "error" {
		return nil, errors.New("the query was told to fail")
	}
	q.meter.charge(queryGas, "query")
	text, _ := json.Marshal(request)
	q.note("query %s with %d", text, gasLimit)
	q.depth++
	defer func() { q.depth-- }()
	answer, err := q.answer(request, gasLimit)
	q.note("answer %s %v", hexOf(answer), err)
	return answer, err
}

func (q querier) answer(request types.QueryRequest, gasLimit uint64) ([]byte, error) {
	switch {
	case request.Bank != nil && request.Bank.Balance != nil:
		return json.Marshal(types.BalanceResponse{Amount: types.NewCoin(balance, request.Bank.Balance.Denom)})
	case request.Bank != nil && request.Bank.AllBalances != nil:
		coins := types.Array[types.Coin]{types.NewCoin(balance, "ATOM")}
		return json.Marshal(types.AllBalancesResponse{Amount: coins})
	case request.Wasm != nil && request.Wasm.Smart != nil:
		return q.askContract(request.Wasm.Smart, gasLimit)
	case request.Wasm != nil && request.Wasm.Raw != nil:
		return q.entries[string(request.Wasm.Raw.Key)], nil
	case request.Custom != nil:
		return json.Marshal(map[string]string{"msg": strings.ToUpper(string(request.Custom))})
	}
	return nil, types.UnsupportedRequest{Kind: "not part of this world"}
}

func (q querier) askContract(query *types.SmartQuery, gasLimit uint64) ([]byte, error) {
	if query.ContractAddr != ContractAddress {
		return nil, types.NoSuchContract{Addr: query.ContractAddr}
	}
	if q.depth > maxQueryDepth {
		return nil, errors.New("queries are nested too deeply")
	}
	result, gas, err := q.nested(query.Msg, gasLimit)
	q.meter.charge(gas, "nested query")
	if err != nil {
		return nil, err
	}
	if result.Err != "" {
		return nil, errors.New(result.Err)
	}
	return result.Ok, nil
}

// hexOf writes bytes so that nil, empty and any content can be told apart.
func hexOf(value []byte) string {
	switch {
	case value == nil:
		return "nil"
	case len(value) == 0:
		return "empty"
	case len(value) > maxTracedBytes:
		return fmt.Sprintf("sha256:%x", sha256.Sum256(value))
	}
	return hex.EncodeToString(value)
}
