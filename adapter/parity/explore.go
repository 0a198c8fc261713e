package parity

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"

	wasmvm "github.com/CosmWasm/wasmvm/v3"

	"orrery.dev/adapter/parity/world"
)

// Exploration drives a contract that nobody described: it finds out which messages the contract knows, and makes
// random calls with them.
type Exploration struct {
	*Pair
	// Steps is how many calls are made to a contract, each of them at several gas limits.
	Steps int
	// Seed of all that is drawn.
	Seed uint64
	// Hints are messages that are known to mean something to a contract, by entry point.
	Hints map[string][]shape
}

// Found is how many messages were found, by entry point.
type Found map[string]int

// Explore compares a code. Entry points whose messages the chain writes get random ones of the right type.
func (x Exploration) Explore(name string) (Found, error) {
	wasm, err := x.Codes.Load(name)
	if err != nil {
		return nil, err
	}
	if x.store(name, wasm).Error != "" {
		return nil, nil
	}
	checksum := x.store(name, wasm).Checksum
	analyze := func(e Engine) (any, error) { return e.AnalyzeCode(checksum) }
	x.Same(name+": analyze", said(analyze, x.Reference), said(analyze, x.Subject))
	report, err := x.Reference.AnalyzeCode(checksum)
	if err != nil {
		return nil, err
	}
	v := variation{Rand: rand.New(rand.NewPCG(x.Seed, 0))}
	shapes := x.discover(checksum, report.Entrypoints, &v)
	found := Found{}
	for entry, known := range shapes {
		found[entry] = len(known)
	}
	scenario := Scenario{Name: fmt.Sprintf("explored with seed %d", x.Seed)}
	for i := range x.Steps {
		scenario.Steps = append(scenario.Steps, x.randomStep(v, shapes, i))
	}
	pair := *x.Pair
	pair.Random = v.Rand
	err = pair.Scenario(scenario, name)
	x.Calls, x.Differences = pair.Calls, pair.Differences
	return found, err
}

// packetData is not an entry point: it is what a contract finds in an IBC packet.
const packetData = "packet data"

var ownMessages = []string{"instantiate", "execute", "query", "sudo", "migrate", "migrate_without_info"}

var typedMessages = []string{
	"reply", "ibc_channel_open", "ibc_channel_connect", "ibc_channel_close", "ibc_packet_receive", "ibc_packet_ack",
	"ibc_packet_timeout", "ibc_source_callback", "ibc_destination_callback", "ibc2_packet_receive", "ibc2_packet_ack",
	"ibc2_packet_timeout", "ibc2_packet_send",
}

// discover asks at the entry points that the contract has.
func (x Exploration) discover(checksum wasmvm.Checksum, exported []string, v *variation) map[string][]shape {
	shapes := map[string][]shape{}
	for _, entry := range append(slices.Clone(ownMessages), packetData) {
		export := strings.TrimSuffix(entry, "_without_info")
		if entry == packetData {
			export = "ibc_packet_receive"
		}
		if !slices.Contains(exported, export) {
			continue
		}
		d := discovery{ask: func(message []byte) string {
			step := Step{Entry: entry, Msg: message}
			if entry == packetData {
				step = Step{Entry: "ibc_packet_receive", Msg: v.typed("ibc_packet_receive", func() []byte { return message })}
			}
			return words(caller{x.Reference, checksum, world.New(), lengthCounts}.run(step, DefaultGasLimit))
		}}
		shapes[entry] = append(d.messages(), x.Hints[entry]...)
		for _, s := range shapes[entry] {
			text, err := json.Marshal(s)
			if err != nil {
				panic(err) // maps and holes
			}
			v.nested = append(v.nested, text)
		}
	}
	return shapes
}

var base64Text = regexp.MustCompile(`"[A-Za-z0-9+/]{8,}={0,2}"`)

// words are all texts of an outcome, also those that are hidden in bytes.
func words(o Outcome) string {
	text := o.Error + string(o.Ok)
	for _, encoded := range base64Text.FindAllString(string(o.Ok), -1) {
		if inner, err := base64.StdEncoding.DecodeString(encoded[1 : len(encoded)-1]); err == nil {
			text += string(inner)
		}
	}
	return text
}

// randomStep begins with an instantiation. Later steps take any entry point, those with known messages most often.
func (x Exploration) randomStep(v variation, shapes map[string][]shape, i int) Step {
	entry := "instantiate"
	switch {
	case i == 0:
	case v.IntN(5) == 0:
		entry = pick(v, typedMessages)
	default:
		entry = pick(v, []string{"execute", "execute", "execute", "execute", "query", "query", "query", "sudo", "migrate",
			"migrate_without_info", "instantiate"})
	}
	step := Step{Entry: entry, Sender: pick(v, senders), Funds: v.coins()}
	if entry == "migrate" && v.IntN(2) == 0 {
		version := v.Uint64N(3)
		step.OldMigrateVersion = &version
	}
	if v.IntN(12) == 0 {
		step.Fault = x.randomFault(v)
	}
	if v.IntN(12) == 0 {
		gas := v.Uint64N(2_000_000)
		step.ChainGas = &gas
	}
	data := func() []byte { return v.random(shapes[packetData]) }
	if step.Msg = v.typed(entry, data); step.Msg == nil {
		text := string(v.random(shapes[entry]))
		step.RawMsg = &text
	} else if v.IntN(20) == 0 {
		// What a contract makes of its own messages may run forever.
		gas := uint64(math.MaxUint64)
		step.GasLimit = &gas
	}
	return step
}

func (v variation) random(known []shape) []byte {
	if len(known) == 0 {
		return []byte(pick(v, []string{`{}`, `{"a":{}}`, `[]`, `null`, `"x"`, ``, `1`}))
	}
	return v.render(pick(v, known))
}

func (x Exploration) randomFault(v variation) world.Fault {
	return world.Fault{
		Op: pick(v, []string{
			"get", "set", "delete", "scan", "valid", "key", "value", "advance", "canonicalize", "humanize", "validate", "query",
		}),
		Nth:  1 + v.IntN(3),
		Kind: pick(v, []string{"panic", "out_of_gas", "error"}),
	}
}

// Hints collects the messages of scenarios for one code.
func Hints(scenarios []Scenario, code string) map[string][]shape {
	hints := map[string][]shape{}
	for _, scenario := range scenarios {
		if !slices.Contains(scenario.Codes, code) {
			continue
		}
		for _, step := range scenario.Steps {
			var message any
			if step.RawMsg == nil && step.Code == "" && json.Unmarshal(step.Msg, &message) == nil {
				hints[step.Entry] = append(hints[step.Entry], message)
			}
		}
	}
	return hints
}
