package main

import (
	"fmt"
	"strings"
)

// table is Markdown.
type table struct {
	titles []string
	lines  [][]string
}

func (t *table) head(titles ...string) { t.titles = titles }

func (t *table) columns(titles ...string) { t.titles = append(t.titles, titles...) }

func (t *table) line(cells ...string) { t.lines = append(t.lines, cells) }

func (t *table) String() string {
	var out strings.Builder
	row := func(cells []string) { fmt.Fprintf(&out, "| %s |\n", strings.Join(cells, " | ")) }
	row(t.titles)
	rule := make([]string, len(t.titles))
	for i := range rule {
		rule[i] = "---"
	}
	row(rule)
	for _, line := range t.lines {
		row(line)
	}
	return out.String()
}
