package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"github.com/CosmWasm/wasmvm/v3/types"
)

// oddRow is one input that is no plain encoding, and what Go makes of it: the value encoded again, or an error.
type oddRow struct {
	Type  string `json:"type"`
	Input []byte `json:"input"`
	JSON  string `json:"json,omitempty"`
	Error string `json:"error,omitempty"`
}

func oddInputs() []any {
	var rows []any
	add := func(document any, inputs ...string) {
		for _, input := range inputs {
			rows = append(rows, verdict(document, input))
		}
	}
	add(types.MessageInfo{}, syntax...)
	add(types.MessageInfo{}, texts()...)
	add(types.MessageInfo{},
		`{"sender":"a","funds":[{"denom":"x","amount":"1"}],"extra":{"deep":[1,{"a":null}]}}`,
		`{"SENDER":"a","Funds":[{"DENOM":"x","aMount":"1"}]}`, "{\"\u017fender\":\"long s\"}",
		`{"Sender":"folded","sender":"exact"}`, `{"sender":"exact","Sender":"folded"}`,
		`{"sender":"a","sender":null}`, `{"sender":null,"funds":null}`, `{"funds":[null]}`,
		`{"funds":[{"denom":"x","amount":"1"}],"funds":[{"amount":"2"}]}`,
		`{"sender":1}`, `{"sender":true}`, `{"sender":[]}`, `{"sender":{}}`, `{"funds":{}}`, `{"funds":"x"}`,
		`{"funds":[1]}`, `{"funds":[{"amount":1}]}`, `{"funds":[{"amount":1}],"sender":2}`,
		`{"sender":2,"funds":[{"amount":1}]}`, `[]`, `"x"`, `1`, `true`, `null`)
	add(types.Env{},
		`{"block":{"time":1}}`, `{"block":{"time":null}}`, `{"block":{"time":"x"}}`, `{"block":{"time":""}}`,
		`{"block":{"time":"-1"}}`, `{"block":{"time":"+1"}}`, `{"block":{"time":"18446744073709551615"}}`,
		`{"block":{"time":"18446744073709551616"}}`, `{"block":{"time":{}}}`, `{"block":{"time":"\u0031"}}`,
		`{"block":{"time":"1","height":-1}}`, `{"block":{"time":"1","height":1.0}}`,
		`{"block":{"time":"1","height":1e3}}`, `{"block":{"time":"1","height":"1"}}`,
		`{"block":{"time":"1","height":18446744073709551616}}`, `{"block":{"time":"1","height":-0}}`,
		`{"block":{"height":"1","time":2}}`, `{"transaction":{"index":4294967296}}`,
		`{"transaction":{"index":4,"hash":"YQ"}}`, `{"transaction":{"index":1},"transaction":{"hash":"YQ=="}}`,
		`{"transaction":{"index":1},"transaction":null}`, `{"contract":{"address":7}}`, `{"block":null}`)
	for _, bytes := range base64s {
		add(types.ContractResult{}, `{"ok":{"data":`+bytes+`}}`)
	}
	add(types.ContractResult{},
		`{}`, `{"ok":null}`, `{"error":"x"}`, `{"error":null}`, `{"ok":{}}`, `{"ok":{"messages":null}}`, `{"OK":{}}`,
		`{"ok":[]}`, `{"ok":{"messages":{}}}`, `{"ok":{"messages":[{"id":"1"}]}}`,
		`{"ok":{"attributes":[{"key":"a"}],"events":[{"type":"b"}]}}`,
		`{"ok":{"events":[{"attributes":[{"key":1}]}]}}`, `{"ok":{"attributes":[1]}}`,
		`{"ok":{"data":"YQ=="},"ok":{"attributes":[]}}`,
		`{"ok":{"attributes":[{"key":"a","value":"b"}],"attributes":[{"key":"c"}]}}`)
	for _, message := range messages {
		add(types.SubMsg{}, `{"id":1,"reply_on":"never","msg":`+message+`}`)
	}
	add(types.SubMsg{},
		`{"reply_on":"sometimes"}`, `{"reply_on":null}`, `{"reply_on":1}`, `{"reply_on":"Always"}`,
		`{"reply_on":"always","gas_limit":null}`, `{"reply_on":"always","gas_limit":"1"}`,
		`{"reply_on":"always","gas_limit":0}`, `{"reply_on":"always","gas_limit":-5}`,
		`{"id":"x","reply_on":"sometimes"}`, `{"id":"x","msg":{"bank":1}}`, `{"reply_on":"error","payload":null}`)
	add(types.QueryRequest{},
		`{"bank":{"balance":{"address":"a","denom":"b"}}}`, `{"bank":{"balance":1}}`, `{"bank":{"nope":{}}}`,
		`{"wasm":{"smart":{"contract_addr":"a","msg":"!"}}}`, `{"wasm":{"raw_range":{"limit":65536}}}`,
		`{"wasm":{"raw_range":{"limit":65535,"order":"ascending"}}}`, `{"custom":null}`, `{"custom":{"x" : "<"}}`,
		`{"staking":{"bonded_denom":{}}}`, `{"staking":{"bonded_denom":1}}`, `{"staking":{"all_validators":null}}`,
		`{"bank":{"all_denom_metadata":{"pagination":{"limit":-1}}}}`, `[]`, `{"nope":{}}`, ``, `{`, `nul`)
	add(types.QueryResult{}, `{}`, `{"ok":null}`, `{"ok":""}`, `{"ok":"YQ=="}`, `{"error":"x"}`, `{"error":""}`,
		`{"ok":1}`, `{"error":1}`, `{"ok":[1,2,255]}`, `{"ok":[256]}`, `{"ok":[null,"a"]}`)
	add(types.IBCChannelOpenResult{}, `{"ok":null}`, `{"ok":{"version":"a"}}`, `{"ok":{}}`, `{"ok":{"version":null}}`)
	add(types.IBCReceiveResult{}, `{"ok":{}}`, `{"ok":{"acknowledgement":null}}`, `{"ok":{"acknowledgement":""}}`,
		`{"ok":{"acknowledgement":"YQ=="}}`, `{"ok":{"acknowledgement":{"data":""}}}`)
	add(types.RawRangeResponse{}, `{"data":[["YQ==","Yg=="]]}`, `{"data":[["YQ=="]]}`, `{"data":[[]]}`, `{"data":[null]}`,
		`{"data":[["YQ==","Yg==","Yw=="]]}`, `{"data":[[1,2]]}`, `{"data":[{}]}`)
	add(types.CodeInfoResponse{}, `{"checksum":"00"}`, `{"checksum":"zz"}`, `{"checksum":"0"}`, `{"checksum":null}`,
		`{"checksum":"`+strings.Repeat("aB", 32)+`"}`)
	return rows
}

func verdict(document any, input string) (row oddRow) {
	documentType := reflect.TypeOf(document)
	row = oddRow{Type: documentType.Name(), Input: []byte(input)}
	defer func() {
		if panicked := recover(); panicked != nil {
			row.Error = fmt.Sprint(panicked)
		}
	}()
	value := reflect.New(documentType)
	if err := json.Unmarshal([]byte(input), value.Interface()); err != nil {
		row.Error = err.Error()
		return row
	}
	nullToEmpty(value.Elem(), "")
	text, err := json.Marshal(value.Interface())
	must(err)
	row.JSON = string(text)
	return row
}

// nullToEmpty makes the slices empty whose null the Java records do not tell from empty.
func nullToEmpty(value reflect.Value, path string) {
	switch value.Kind() {
	case reflect.Pointer:
		if !value.IsNil() {
			nullToEmpty(value.Elem(), "")
		}
	case reflect.Struct:
		for i := 0; i < value.NumField(); i++ {
			nullToEmpty(value.Field(i), value.Type().Name()+"."+value.Type().Field(i).Name)
		}
	case reflect.Slice:
		isRaw := value.Type() == reflect.TypeOf(json.RawMessage{})
		if value.IsNil() && !nullable[path] && !isRaw && value.Type() != reflect.TypeOf(types.Checksum{}) {
			value.Set(reflect.MakeSlice(value.Type(), 0, 0))
		}
		for i := 0; i < value.Len(); i++ {
			nullToEmpty(value.Index(i), "")
		}
	}
}
