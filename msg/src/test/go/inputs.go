package main

import "strings"

// syntax are inputs that are no JSON, or just barely.
var syntax = []string{
	``, ` `, `{`, `{"`, `{"a`, `{"a"`, `{"a":`, `{"a":1`, `{"a":1,`, `{"a":1,}`, `{,}`, `{1:2}`, `{"a" 1}`, `{"a":1 "b"}`,
	`[`, `[1`, `[1,`, `[1,]`, `[,]`, `[1 2]`, `]`, `}`, `:`, `,`, `{}{}`, `{} x`, "{}\x00", `x`, `'a'`, `{'a':1}`,
	`-`, `+1`, `01`, `1.`, `.5`, `1.e1`, `1e`, `1e+`, `0x1`, `-a`, `1a`, `NaN`, `Infinity`,
	`t`, `tru`, `trux`, `tXue`, `f`, `fals`, `falsy`, `n`, `nul`, `nuXl`, `nulx`, `nulL`, `True`,
	`"`, `"a`, `"\`, `"\x"`, `"\u"`, `"\u12"`, `"\u12g4"`, "\"\n\"", "\"\x1f\"", "\"\x7f\"", "\ufeff{}", "\xff", "ü",
	"\u00ad", "\\", "\t{}\n\r ", "\v{}", "/**/{}",
	strings.Repeat("[", 10000) + strings.Repeat("]", 10000), strings.Repeat("[", 10001), strings.Repeat(`{"a":`, 10001),
	`{"x":` + strings.Repeat("[", 9999) + strings.Repeat("]", 9999) + `}`,
	`{"x":` + strings.Repeat("[", 10000) + strings.Repeat("]", 10000) + `}`,
}

// texts are message infos whose sender is spelt oddly.
func texts() []string {
	spellings := []string{
		`\u0041`, `\/\b\f\n\r\t\"\\`, `\ud83d\ude00`, `\ud83d`, `\ude00`, `\ud83d\u0041`, `\ud83d\ud83d\ude00`, `\ud83dx`,
		`\uFFFF\u0000`, "\xff", "a\xc3b", "\xc3", "\xe2\x82", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\x80", "\u2028", "<>&",
		"\xf0\x9f\x98\x80", `\ud83d\n`, `\ud83d\u`, "\xef\xbf\xbd",
	}
	inputs := make([]string, len(spellings))
	for i, spelling := range spellings {
		inputs[i] = `{"sender":"` + spelling + `"}`
	}
	return inputs
}

var base64s = []string{
	`null`, `""`, `"YQ=="`, `"YWI="`, `"YWJj"`, `"YQ"`, `"Y"`, `"YQ="`, `"YR=="`, `"=="`, `"Y==="`, `"YQ==YQ=="`, `"Y\nQ\r=\n=\n"`,
	`"YW-_"`, `"YW J"`, `"é"`, `"YQ==\n"`, `"YQ==x"`, `"YWI=="`, `1`, `true`, `{}`, `[]`, `[1,2]`, `[-1]`, `[null]`, `["a"]`,
	`"YQ=x"`, `"\n"`, `"YWJjY"`, `"YWJjYWJjYW!jYWJj"`,
}

var messages = []string{
	`null`, `{}`, `1`, `[]`, `{"nope":{}}`, `{"bank":null}`, `{"bank":{}}`, `{"bank":{"send":null}}`, `{"bank":{"send":{}}}`,
	`{"bank":{"send":{"to_address":"a","amount":[{"denom":"x","amount":"1"}]}}}`, `{"bank":{"send":{"amount":null}}}`,
	`{"bank":{"send":{"amount":[{"denom":1}]}}}`, `{"bank":{"send":{"to_address":1}}}`, `{"BANK":{"Burn":{"AMOUNT":[]}}}`,
	`{"bank":{"send":{"to_address":"a"}},"bank":{"send":{"amount":[]}}}`,
	`{"any":{"type_url":"/a","value":"YQ=="}}`, `{"stargate":{"type_url":"/a","value":"YQ=="}}`,
	`{"any":{},"stargate":{}}`, `{"any":null,"stargate":{}}`, `{"any":{"value":1},"stargate":{}}`,
	`{"custom":null}`, `{"custom":{"a" : "<"}}`, `{"custom":"x"}`,
	`{"gov":{"vote":{"proposal_id":1,"vote":"yes"}}}`, `{"gov":{"vote":{"proposal_id":1,"option":"no_with_veto"}}}`,
	`{"gov":{"vote":{"proposal_id":1,"option":"yes","vote":"yes"}}}`, `{"gov":{"vote":{"proposal_id":1}}}`,
	`{"gov":{"vote":{"proposal_id":1,"option":null}}}`, `{"gov":{"vote":{"proposal_id":1,"option":"maybe"}}}`,
	`{"gov":{"vote":{"proposal_id":"1","option":"yes","vote":"yes"}}}`, `{"gov":{"vote":{"proposal_id":"1","option":"maybe"}}}`,
	`{"gov":{"vote_weighted":{"proposal_id":1,"options":[{"option":"yes","weight":"0.5"},{"option":"no"}]}}}`,
	`{"gov":{"vote_weighted":{"proposal_id":1,"options":[{"weight":"1"}]}}}`,
	`{"gov":{"vote_weighted":{"proposal_id":1,"options":[{"option":1}]}}}`,
	`{"ibc":{"transfer":{"timeout":{"timestamp":"5"}}}}`, `{"ibc":{"transfer":{"timeout":{"timestamp":5}}}}`,
	`{"ibc":{"transfer":{"timeout":{"timestamp":""}}}}`, `{"ibc":{"transfer":{"timeout":{"timestamp":null}}}}`,
	`{"ibc":{"transfer":{"timeout":{"timestamp":"null"}}}}`, `{"ibc":{"transfer":{"timeout":{"timestamp":"nope"}}}}`,
	`{"ibc":{"transfer":{"timeout":{"timestamp":"true"}}}}`, `{"ibc":{"transfer":{"timeout":{"timestamp":"x\u0001é"}}}}`,
	`{"ibc":{"transfer":{"timeout":{"timestamp":"-1"}}}}`, `{"ibc":{"transfer":{"timeout":{"timestamp":"1 "}}}}`,
	`{"ibc":{"transfer":{"timeout":{"timestamp":"\"1\""}}}}`, `{"ibc":{"transfer":{"timeout":{"timestamp":"\"1"}}}}`,
	`{"ibc":{"transfer":{"timeout":{"timestamp":{}}}}}`, `{"ibc":{"transfer":{"timeout":{"block":{"height":7}}}}}`,
	`{"ibc":{"transfer":{"timeout":{"timestamp":"18446744073709551616"}}}}`, `{"ibc":{"transfer":{"memo":""}}}`,
	`{"ibc":{"pay_packet_fee":{"fee":{"ack_fee":[]}}}}`, `{"ibc":{"write_acknowledgement":{"ack":{"data":"YQ=="}}}}`,
	`{"ibc2":{"send_packet":{"payloads":[{"value":"YQ=="}],"timeout":"9"}}}`, `{"ibc2":{"send_packet":{"payloads":null}}}`,
	`{"wasm":{"execute":{"contract_addr":"a","msg":"e30=","funds":null}}}`, `{"wasm":{"execute":{"msg":{}}}}`,
	`{"wasm":{"instantiate":{"admin":null,"code_id":1,"label":"l"}}}`, `{"wasm":{"instantiate":{"code_id":"1"}}}`,
	`{"wasm":{"instantiate2":{"salt":"c2FsdA=="}}}`, `{"wasm":{"clear_admin":[]}}`,
	`{"staking":{"delegate":{"amount":{"amount":7}}}}`, `{"distribution":{"fund_community_pool":{"amount":{}}}}`,
}
