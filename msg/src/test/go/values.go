package main

import (
	"encoding/json"
	"math/rand"
	"reflect"

	"github.com/CosmWasm/wasmvm/v3/types"
)

// documents are the types that cross the border of a contract as whole documents, by the name the Java test knows.
var documents = []any{
	types.Env{}, types.MessageInfo{}, types.MigrateInfo{}, types.Reply{},
	types.ContractResult{}, types.SubMsg{}, types.QueryRequest{}, types.QueryResult{}, types.QuerierResult{},
	types.SystemError{}, types.IBCChannelOpenResult{}, types.IBCBasicResult{}, types.IBCReceiveResult{},
	types.IBCChannelOpenMsg{}, types.IBCChannelConnectMsg{}, types.IBCChannelCloseMsg{},
	types.IBCPacketReceiveMsg{}, types.IBCPacketAckMsg{}, types.IBCPacketTimeoutMsg{},
	types.IBCSourceCallbackMsg{}, types.IBCDestinationCallbackMsg{},
	types.IBC2PacketReceiveMsg{}, types.IBC2AcknowledgeMsg{}, types.IBC2PacketTimeoutMsg{}, types.IBC2PacketSendMsg{},
	types.SupplyResponse{}, types.BalanceResponse{}, types.AllBalancesResponse{}, types.DenomMetadataResponse{},
	types.AllDenomMetadataResponse{}, types.PortIDResponse{}, types.ListChannelsResponse{}, types.ChannelResponse{},
	types.AllValidatorsResponse{}, types.ValidatorResponse{}, types.AllDelegationsResponse{},
	types.DelegationResponse{}, types.BondedDenomResponse{}, types.DelegatorWithdrawAddressResponse{},
	types.DelegationRewardsResponse{}, types.DelegationTotalRewardsResponse{}, types.DelegatorValidatorsResponse{},
	types.RawRangeResponse{}, types.ContractInfoResponse{}, types.CodeInfoResponse{},
}

// Values generated of each document type.
const perType = 40

type valueRow struct {
	Type string `json:"type"`
	JSON string `json:"json"`
}

func values() []any {
	random := rand.New(rand.NewSource(1))
	var rows []any
	for _, document := range documents {
		documentType := reflect.TypeOf(document)
		for i := 0; i < perType; i++ {
			value := reflect.New(documentType).Elem()
			fill(random, value, "")
			text, err := json.Marshal(value.Interface())
			must(err)
			// Once through the decoder: what broken UTF-8 was escaped as is an ordinary character from then on.
			again := reflect.New(documentType)
			must(json.Unmarshal(text, again.Interface()))
			text, err = json.Marshal(again.Interface())
			must(err)
			rows = append(rows, valueRow{documentType.Name(), string(text)})
		}
	}
	return rows
}

type stringRow struct {
	Bytes []byte `json:"bytes"`
	JSON  string `json:"json"`
}

// stringsOfBytes are what Go writes for strings of any bytes.
func stringsOfBytes() []any {
	random := rand.New(rand.NewSource(2))
	var rows []any
	for i := 0; i < 500; i++ {
		value := text(random)
		encoded, err := json.Marshal(value)
		must(err)
		rows = append(rows, stringRow{[]byte(value), string(encoded)})
	}
	return rows
}

// unions are the structs of pointers of which one is set.
var unions = map[string]bool{
	"ContractResult": true, "SubMsgResult": true, "QueryResult": true, "QuerierResult": true, "SystemError": true,
	"CosmosMsg": true, "BankMsg": true, "StakingMsg": true, "DistributionMsg": true, "GovMsg": true, "IBCMsg": true,
	"IBC2Msg": true, "WasmMsg": true, "QueryRequest": true, "BankQuery": true, "IBCQuery": true, "StakingQuery": true,
	"DistributionQuery": true, "WasmQuery": true, "IBCChannelOpenMsg": true, "IBCChannelConnectMsg": true,
	"IBCChannelCloseMsg": true, "IBCSourceCallbackMsg": true, "IBCChannelOpenResult": true, "IBCBasicResult": true,
	"IBCReceiveResult": true,
}

// nullable are the slices whose null the Java records tell from empty; all others are null only in Go.
var nullable = map[string]bool{
	"Response.Data": true, "IBCReceiveResponse.Acknowledgement": true, "RawRangeResponse.NextKey": true,
	"DenomUnit.Aliases": true, "DenomMetadata.DenomUnits": true, "AllDenomMetadataResponse.Metadata": true,
	"DelegationRewardsResponse.Rewards": true, "DelegatorReward.Reward": true,
	"DelegationTotalRewardsResponse.Rewards": true, "DelegationTotalRewardsResponse.Total": true,
	"DelegatorValidatorsResponse.Validators": true,
}

func fill(random *rand.Rand, value reflect.Value, path string) {
	switch value.Kind() {
	case reflect.Struct:
		fillStruct(random, value)
	case reflect.Pointer:
		if path == "" || random.Intn(3) > 0 {
			value.Set(reflect.New(value.Type().Elem()))
			fill(random, value.Elem(), "")
		}
	case reflect.Slice:
		fillSlice(random, value, path)
	case reflect.String:
		value.SetString(text(random))
	case reflect.Bool:
		value.SetBool(random.Intn(2) == 0)
	case reflect.Int: // reply_on and vote options: from 1 to 4
		value.SetInt(int64(1 + random.Intn(4)))
	case reflect.Uint16:
		value.SetUint(uint64(uint16(number(random))))
	case reflect.Uint32:
		value.SetUint(uint64(uint32(number(random))))
	case reflect.Uint64:
		value.SetUint(number(random))
	default:
		panic("no values for " + value.Type().String())
	}
}

func fillStruct(random *rand.Rand, value reflect.Value) {
	fields := value.NumField()
	if unions[value.Type().Name()] {
		chosen := random.Intn(fields)
		fill(random, value.Field(chosen), "")
		return
	}
	for i := 0; i < fields; i++ {
		fill(random, value.Field(i), value.Type().Name()+"."+value.Type().Field(i).Name)
	}
}

func fillSlice(random *rand.Rand, value reflect.Value, path string) {
	if value.Type() == reflect.TypeOf(json.RawMessage{}) {
		value.SetBytes([]byte(raw[random.Intn(len(raw))]))
		return
	}
	if nullable[path] && random.Intn(3) == 0 {
		return
	}
	size := random.Intn(4)
	if value.Type() == reflect.TypeOf(types.Checksum{}) {
		size = types.ChecksumLen
	}
	value.Set(reflect.MakeSlice(value.Type(), size, size))
	for i := 0; i < size; i++ {
		if value.Type().Elem().Kind() == reflect.Uint8 {
			value.Index(i).SetUint(uint64(random.Intn(256)))
		} else {
			fill(random, value.Index(i), "")
		}
	}
}

var raw = []string{
	`{}`, `null`, `"<&>"`, `{ "a" : [ 1 , 2.50e+3 ] , "b\"" : "\\\" \u2028` + "\u2028" + `" }`, "[\n\ttrue]", `-0`,
}

func number(random *rand.Rand) uint64 {
	edges := []uint64{0, 1, 1 << 31, 1<<32 - 1, 1 << 53, 1<<53 + 1, 1 << 63, 1<<64 - 1}
	if random.Intn(2) == 0 {
		return edges[random.Intn(len(edges))]
	}
	return random.Uint64() >> random.Intn(64)
}

// Pieces of strings that an encoder may treat in a special way.
var pieces = []string{
	"", "a", "uatom", "<", ">", "&", "\u2028", "\u2029", "\u2027", "\"", "\\", "/", "'", "\b", "\f", "\n", "\r", "\t",
	"\x00", "\x01", "\x1f", "\x7f", "\u0080", "ü", "€", "\ufffd", "\uffff", "😀", "\U0010ffff",
	"\xff", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xe2\x80",
}

func text(random *rand.Rand) string {
	var out string
	for n := random.Intn(6); n > 0; n-- {
		out += pieces[random.Intn(len(pieces))]
	}
	return out
}
