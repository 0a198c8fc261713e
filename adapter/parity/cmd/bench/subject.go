package main

import "fmt"

// subject is a call that is made again and again, after others that prepare for it.
type subject struct {
	name, code string
	prepare    []message
	call       message
	// share of the calls that are made: slow ones need fewer.
	share int
	// gaps says that callbacks follow each other, so that the time between two of them is a round trip and little else.
	gaps bool
}

type message struct{ entry, sender, text string }

func subjects() []subject {
	verified := []message{{"instantiate", "creator", `{"verifier":"fred","beneficiary":"bob"}`}}
	filled := []message{{"instantiate", "creator", `{}`}}
	for i := range 100 {
		filled = append(filled, message{"execute", "creator", fmt.Sprintf(`{"enqueue":{"value":%d}}`, i)})
	}
	return []subject{
		{name: "no callbacks (cyberpunk noop)", code: "cyberpunk", call: message{"execute", "creator", `{"noop":{}}`}, share: 1},
		{name: "query, 1 Get (hackatom verifier)", code: "hackatom", prepare: verified, call: message{"query", "", `{"verifier":{}}`}, share: 1},
		{name: "release (hackatom)", code: "hackatom", prepare: verified, call: message{"execute", "fred", `{"release":{}}`}, share: 1},
		{name: "enqueue (queue)", code: "queue", prepare: filled, call: message{"execute", "creator", `{"enqueue":{"value":1}}`}, share: 2},
		{name: "102 callbacks (queue sum)", code: "queue", prepare: filled, call: message{"query", "", `{"sum":{}}`}, share: 4, gaps: true},
		{name: "argon2 (cyberpunk)", code: "cyberpunk", call: message{"execute", "creator", `{"argon2":{"mem_cost":256,"time_cost":1}}`}, share: 8},
	}
}
