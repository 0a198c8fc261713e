package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"
)

// rpc is one connection to a node's RPC, kept open; for one goroutine.
type rpc struct {
	url    string
	client *http.Client
}

func dial(url string) *rpc {
	return &rpc{url, &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: 1}}}
}

// call decodes a method's result into the given value.
func (r *rpc) call(method string, params any, result any) error {
	body, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
	if err != nil {
		return err
	}
	return r.post(body, result)
}

func (r *rpc) post(body []byte, result any) error {
	response, err := r.client.Post(r.url, "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	parsed := struct {
		Result any
		Error  *struct{ Message, Data string }
	}{Result: result}
	if err := json.Unmarshal(answer, &parsed); err != nil {
		return fmt.Errorf("%w in %.200s", err, answer)
	}
	if parsed.Error != nil {
		return fmt.Errorf("%s: %s", parsed.Error.Message, parsed.Error.Data)
	}
	return nil
}

// height is that of the newest block.
func (r *rpc) height() (int64, error) {
	var status struct {
		SyncInfo struct {
			Height int64 `json:"latest_block_height,string"`
		} `json:"sync_info"`
	}
	err := r.call("status", struct{}{}, &status)
	return status.SyncInfo.Height, err
}

// blockSizes counts the transactions of the blocks from a height on, at most the first 20.
func (r *rpc) blockSizes(from int64) ([]int, error) {
	newest, err := r.height()
	if err != nil || newest < from {
		return nil, err
	}
	var chain struct {
		Metas []struct {
			Txs int `json:"num_txs,string"`
		} `json:"block_metas"`
	}
	heights := map[string]string{"minHeight": fmt.Sprint(from), "maxHeight": fmt.Sprint(min(newest, from+19))}
	if err := r.call("blockchain", heights, &chain); err != nil {
		return nil, err
	}
	var sizes []int
	for _, meta := range slices.Backward(chain.Metas) { // the newest come first
		sizes = append(sizes, meta.Txs)
	}
	return sizes, nil
}

// blockCodes are the codes of a block's transactions.
func (r *rpc) blockCodes(height int64) ([]int, error) {
	var results struct {
		Txs []struct{ Code int } `json:"txs_results"`
	}
	// A node of wasmd has a block a moment before it has its results.
	for end := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		err := r.call("block_results", map[string]string{"height": fmt.Sprint(height)}, &results)
		if err == nil {
			break
		}
		if time.Now().After(end) {
			return nil, err
		}
	}
	var codes []int
	for _, tx := range results.Txs {
		codes = append(codes, tx.Code)
	}
	return codes, nil
}

// query asks the application for a gRPC method's answer.
func (r *rpc) query(path string, request []byte) ([]byte, error) {
	var answer struct {
		Response struct {
			Code  int
			Log   string
			Value []byte
		}
	}
	if err := r.call("abci_query", map[string]any{"path": path, "data": fmt.Sprintf("%x", request)}, &answer); err != nil {
		return nil, err
	}
	if answer.Response.Code != 0 {
		return nil, fmt.Errorf("%s: %s", path, answer.Response.Log)
	}
	return answer.Response.Value, nil
}

// result waits until a transaction is found, and gives its code, log and data.
func (r *rpc) result(hash []byte, patience time.Duration) (txResult, error) {
	var found struct {
		TxResult txResult `json:"tx_result"`
	}
	for end := time.Now().Add(patience); ; time.Sleep(2 * time.Millisecond) {
		err := r.call("tx", map[string]any{"hash": hash}, &found)
		if err == nil || time.Now().After(end) {
			return found.TxResult, err
		}
	}
}

type txResult struct {
	Code   int
	Log    string
	Events []struct {
		Type       string
		Attributes []struct{ Key, Value string }
	}
}

// attribute is the first value of an event's attribute.
func (r txResult) attribute(event, key string) string {
	for _, e := range r.Events {
		for _, a := range e.Attributes {
			if e.Type == event && a.Key == key {
				return a.Value
			}
		}
	}
	return ""
}
