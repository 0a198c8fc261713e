package main

import (
	"encoding/json"
	"fmt"
	"os"
)

// Case is a step that somebody else made, and whether the light client should take it.
type Case struct {
	Step
	Sound bool `json:"sound"`
}

// Trial is the life of one client, whose forged steps must leave nothing behind.
type Trial struct {
	Name  string  `json:"name"`
	Steps []*Case `json:"steps"`
}

// judge plays what a file holds, one trial a line, and says where ibc-go's client is of another opinion. It returns whether it is of
// the same everywhere.
func judge(path string) bool {
	file := got(os.Open(path))
	defer file.Close()
	sound, forged, wrong := 0, 0, 0
	for decoder := json.NewDecoder(file); decoder.More(); {
		var trial Trial
		must(decoder.Decode(&trial))
		player := newPlayer()
		for _, c := range trial.Steps {
			player.play(&c.Step)
			accepted := c.Error == nil && c.Answer != "frozen"
			if accepted != c.Sound {
				wrong++
				fmt.Printf("%s: %s: accepted %t, should be %t: %v\n", trial.Name, c.Name, accepted, c.Sound, c.Error)
			}
			if c.Sound {
				sound++
			} else {
				forged++
			}
		}
	}
	fmt.Printf("%d sound, %d forged, %d judged otherwise\n", sound, forged, wrong)
	return wrong == 0 && sound > 0 && forged > 0
}
