package main

import (
	"fmt"
	"slices"
	"strings"
)

// counts of results, tests and subtests together.
type counts struct{ pass, fail, skip int }

func (c counts) String() string { return fmt.Sprintf("%d / %d / %d", c.pass, c.fail, c.skip) }

func countsOf(results map[string]string) counts {
	var c counts
	for _, result := range results {
		switch result {
		case "pass":
			c.pass++
		case "skip":
			c.skip++
		default:
			c.fail++
		}
	}
	return c
}

// table is the report in Markdown.
func table(reports []report) string {
	var out strings.Builder
	module := ""
	for _, r := range reports {
		if r.Module != module {
			module = r.Module
			fmt.Fprintf(&out, "\n**%s**: passed / failed / skipped, subtests included\n\n", module)
			out.WriteString("| package | tests at top level | with wasmvm | with Orrery | different |\n| --- | --- | --- | --- | --- |\n")
		}
		before := "not run"
		if results, run := r.Results[wasmvm]; run {
			before = countsOf(results).String()
		}
		fmt.Fprintf(&out, "| %s | %d | %s | %s | %d |\n", r.Package, topLevel(r.Results[subject]), before,
			countsOf(r.Results[subject]), len(r.different()))
	}
	var lines []string
	for _, r := range reports {
		for _, name := range r.different() {
			was, is := r.Results[wasmvm][name], r.Results[subject][name]
			lines = append(lines, fmt.Sprintf("- %s %s `%s`: %s with wasmvm, %s with Orrery", r.Module, r.Package, name, orNot(was), orNot(is)))
		}
	}
	if len(lines) > 0 {
		out.WriteString("\nDifferent:\n\n" + strings.Join(lines, "\n") + "\n")
	}
	fmt.Fprintf(&out, "\nLeft out with Orrery: `%s`, which wants wasmvm's own Go type.\n", excluded)
	return out.String()
}

func orNot(result string) string {
	if result == "" {
		return "not run"
	}
	return result
}

func topLevel(results map[string]string) int {
	n := 0
	for name := range results {
		if !strings.Contains(name, "/") {
			n++
		}
	}
	return n
}

// different lists the tests that did not come out alike, but for the one that can't.
func (r report) different() []string {
	var names []string
	if before, run := r.Results[wasmvm]; run {
		for name, result := range before {
			if r.Results[subject][name] != result && name != excluded {
				names = append(names, name)
			}
		}
		for name := range r.Results[subject] {
			if _, known := before[name]; !known {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// worse says whether something fails with Orrery that should not: that passes with wasmvm or, if wasmvm was not
// asked, at all.
func worse(reports []report, alone bool) bool {
	for _, r := range reports {
		for name, result := range r.Results[subject] {
			if result == "fail" && (alone || r.Results[wasmvm][name] != "fail") {
				return true
			}
		}
		for name, result := range r.Results[wasmvm] {
			if _, run := r.Results[subject][name]; !run && result == "pass" && name != excluded {
				return true
			}
		}
	}
	return false
}
