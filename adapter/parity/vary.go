package parity

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
)

// variation makes many messages out of few.
type variation struct {
	*rand.Rand
	// nested are whole messages, to be put into others as base64.
	nested [][]byte
}

var (
	texts = []string{
		"creator", "fred", "bob", "alice", "contract", "", "a", "Creator", "ÄÖÜ ß 😀", "\u0000", "<&>\"\\\n", "ATOM", "orr",
		strings.Repeat("x", 32), strings.Repeat("y", 33), strings.Repeat("z", 300), strings.Repeat("long", 4000),
	}
	numbers = []json.Number{
		"0", "1", "2", "7", "100", "255", "256", "65535", "4294967295", "4294967296", "-1", "9007199254740993",
		"9223372036854775807", "18446744073709551615", "18446744073709551616", "1e3", "0.5", "-0", "01",
	}
	amounts = []string{
		"0", "1", "10", "250", "251", "1000", "340282366920938463463374607431768211455",
		"340282366920938463463374607431768211456", "-1", "+1", "1.0", " 1", "",
	}
)

// render writes a message of this shape: most of its places as they were found, some with other values of the same
// kind, few with anything.
func (v variation) render(s shape) []byte {
	text, err := json.Marshal(v.vary(s))
	if err != nil {
		// A number that JSON doesn't know: contracts get to see it all the same.
		text, _ = json.Marshal(fmt.Sprint(s))
	}
	return v.damage(text)
}

func (v variation) vary(value any) any {
	switch x := value.(type) {
	case *hole:
		return v.vary(x.value())
	case map[string]any:
		copied := map[string]any{}
		for _, key := range slices.Sorted(maps.Keys(x)) {
			if v.IntN(60) > 0 {
				copied[key] = v.vary(x[key])
			}
		}
		if v.IntN(60) == 0 {
			copied["unknown_field"] = []any{1, nil, "x"}
		}
		return copied
	case []any:
		copied := make([]any, 0, len(x))
		for _, child := range x {
			copied = append(copied, v.vary(child))
		}
		for len(x) > 0 && v.IntN(4) == 0 {
			copied = append(copied, v.vary(x[v.IntN(len(x))]))
		}
		return copied
	}
	switch v.IntN(10) {
	case 0:
		return v.anything()
	case 1, 2, 3, 4:
		return v.alike(value)
	}
	return value
}

// alike returns a value of the same kind.
func (v variation) alike(value any) any {
	text, isText := value.(string)
	switch {
	case isText && text != "" && strings.Trim(text, "0123456789") == "":
		return pick(v, amounts)
	case isText && strings.HasSuffix(text, "="):
		return v.base64()
	case isText:
		return pick(v, texts)
	}
	switch value.(type) {
	case bool:
		return v.IntN(2) == 0
	case int, float64, json.Number:
		return v.number()
	}
	return value
}

func (v variation) anything() any {
	return v.alike(pick(v, []any{"text", "1", "YQ==", true, 1, nil, map[string]any{}, []any{}}))
}

// number avoids what Go refuses to write; such texts come from damage.
func (v variation) number() any {
	n := pick(v, numbers)
	if json.Valid([]byte(n)) {
		return n
	}
	return json.Number("3")
}

func (v variation) base64() string {
	if len(v.nested) > 0 && v.IntN(2) == 0 {
		return base64.StdEncoding.EncodeToString(v.nested[v.IntN(len(v.nested))])
	}
	random := make([]byte, pick(v, []int{0, 1, 20, 31, 32, 33, 64, 65, 500}))
	for i := range random {
		random[i] = byte(v.Uint32())
	}
	return base64.StdEncoding.EncodeToString(random)
}

// damage spoils one message in twenty.
func (v variation) damage(text []byte) []byte {
	if v.IntN(20) > 0 || len(text) == 0 {
		return text
	}
	at := v.IntN(len(text))
	switch v.IntN(6) {
	case 0:
		return text[:at]
	case 1:
		return append(text[:at:at], append([]byte{byte(v.Uint32())}, text[at+1:]...)...)
	case 2:
		return append(text, text...)
	case 3:
		return []byte(strings.Repeat("[", 200) + strings.Repeat("]", 200))
	case 4:
		return []byte(strings.ReplaceAll(string(text), ":", " :\t"))
	}
	return []byte(strings.Replace(string(text), `"`, `"\u00e9\ud83d\ude00`, 1))
}

func pick[T any](v variation, from []T) T { return from[v.IntN(len(from))] }
