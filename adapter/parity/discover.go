package parity

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// maxProbes bounds the questions that one message may take.
const maxProbes = 250

// discovery finds the messages that a contract understands from what it says of those it doesn't, in the words of the
// Rust crate serde: "unknown variant `x`, expected one of `a`, `b`", "missing field `y`".
type discovery struct {
	// ask sends a message and returns all that was said of it.
	ask func(message []byte) string
	// probes are the questions left.
	probes int
}

// shape is a message whose open places are holes. Everything else in it is text, maps and slices.
type shape any

// hole is a place for a value. It starts out with the first of its candidates.
type hole struct {
	candidates []any
	at         int
	// in and key is where it is, so that it can be taken away.
	in  map[string]any
	key string
}

func (h *hole) value() any { return h.candidates[h.at] }

func (h *hole) MarshalJSON() ([]byte, error) { return json.Marshal(h.value()) }

const probeName = "probe_of_parity"

// candidates are tried in this order; the contract's answer to {} or to the probe tells what belongs into those.
func candidates() []any {
	return []any{
		"creator", 1, "1", true, "YQ==", map[string]any{}, map[string]any{probeName: map[string]any{}},
		[]any{}, nil, "a", 0.5, probeName,
	}
}

var (
	parseError     = regexp.MustCompile(`(?i)error parsing|kind: parsing|unknown variant|missing field|invalid type`)
	unknownVariant = regexp.MustCompile("unknown variant `" + probeName + "`, expected (?:one of )?([^\"\\\\]*)")
	missingField   = regexp.MustCompile("missing field `([^`]+)`")
	quoted         = regexp.MustCompile("`([^`]+)`")
)

// messages returns a shape for each variant that could be completed.
func (d *discovery) messages() []shape {
	d.probes = maxProbes
	variants := variantsIn(d.said(map[string]any{probeName: map[string]any{}}))
	if variants == nil {
		if root, ok := d.complete(map[string]any{}); ok {
			return []shape{root}
		}
		return nil
	}
	var found []shape
	for _, variant := range variants {
		for _, form := range []any{
			map[string]any{variant: map[string]any{}},
			variant,
			variantWithHole(variant),
		} {
			d.probes = maxProbes
			if root, ok := d.complete(form); ok {
				found = append(found, root)
				break
			}
		}
	}
	return found
}

func variantWithHole(variant string) any {
	in := map[string]any{}
	in[variant] = &hole{candidates: candidates(), in: in, key: variant}
	return in
}

// complete fills a message, place by place, until the contract does not complain about its form any more.
func (d *discovery) complete(root any) (shape, bool) {
	// The holes filled so far, the one that the next complaint is about last.
	var open []*hole
	if in, ok := root.(map[string]any); ok {
		for _, v := range in {
			if h, ok := v.(*hole); ok {
				open = append(open, h)
			}
		}
	}
	for d.probes > 0 {
		text := d.said(root)
		if !parseError.MatchString(text) {
			return root, true
		}
		if field := missingField.FindStringSubmatch(text); field != nil {
			if h := d.place(root, field[1]); h != nil {
				open = append(open, h)
				continue
			}
		}
		if len(open) == 0 {
			return nil, false
		}
		last := open[len(open)-1]
		if variants := variantsIn(text); variants != nil && !offers(last, variants[0]) {
			for _, variant := range variants {
				last.candidates = append(last.candidates, map[string]any{variant: map[string]any{}}, variant)
			}
		}
		for last.at++; last.at >= len(last.candidates); last.at++ {
			delete(last.in, last.key)
			open = open[:len(open)-1]
			if len(open) == 0 {
				return nil, false
			}
			last = open[len(open)-1]
		}
	}
	return nil, false
}

func offers(h *hole, variant string) bool {
	for _, candidate := range h.candidates {
		if candidate == variant && variant != probeName {
			return true
		}
	}
	return false
}

// place adds a field to that object of the message where it stops the complaint, the innermost first.
func (d *discovery) place(root any, field string) *hole {
	for _, object := range objectsIn(root) {
		if _, taken := object[field]; taken {
			continue
		}
		h := &hole{candidates: candidates(), in: object, key: field}
		object[field] = h
		text := d.said(root)
		again := missingField.FindStringSubmatch(text)
		if again == nil || again[1] != field {
			if !strings.Contains(text, "unknown field `"+field+"`") {
				return h
			}
		}
		delete(object, field)
	}
	return nil
}

func (d *discovery) said(message any) string {
	d.probes--
	text, err := json.Marshal(message)
	if err != nil {
		panic(err) // maps and holes
	}
	return d.ask(text)
}

func variantsIn(text string) []string {
	found := unknownVariant.FindStringSubmatch(text)
	if found == nil {
		return nil
	}
	var variants []string
	for _, name := range quoted.FindAllStringSubmatch(found[1], -1) {
		variants = append(variants, name[1])
	}
	return variants
}

// objectsIn lists the objects of a message, the deepest first.
func objectsIn(value any) []map[string]any {
	switch v := value.(type) {
	case *hole:
		return objectsIn(v.value())
	case map[string]any:
		var inner []map[string]any
		for _, key := range slices.Sorted(maps.Keys(v)) {
			inner = append(inner, objectsIn(v[key])...)
		}
		return append(inner, v)
	}
	return nil
}
