package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// node is a running process and what it took to start.
type node struct {
	kind   kind
	cmd    *exec.Cmd
	url    string
	home   string
	answer time.Duration // from the start of the process to the first answer of its RPC
}

// kind says how to start a node; both kinds have the faucet's account with coins.
type kind interface {
	name() string
	// prepare makes a home and gives the command that starts the node.
	prepare(home, faucet string, ports [3]int) (*exec.Cmd, error)
}

const (
	chainID = "bench-1"
	coins   = "1000000000000000ucosm"
)

type orrery struct {
	launcher  string
	options   []string
	ephemeral bool
}

func (o orrery) name() string { return "orrery" }

func (o orrery) prepare(home, faucet string, ports [3]int) (*exec.Cmd, error) {
	arguments := []string{"chain", "--chain-id", chainID, "--fund", faucet + "=" + coins,
		"--rpc", at(ports[0]), "--grpc", at(ports[1]), "--rest", at(ports[2])}
	if !o.ephemeral {
		arguments = append(arguments, "--home", home)
	}
	return exec.Command(o.launcher, append(arguments, o.options...)...), nil
}

type wasmd struct {
	binary string
	commit time.Duration
}

func (w wasmd) name() string { return "wasmd" }

func (w wasmd) prepare(home, faucet string, ports [3]int) (*exec.Cmd, error) {
	keys := []string{"--keyring-backend", "test"}
	for _, arguments := range [][]string{
		{"init", "node", "--chain-id", chainID, "--default-denom", "ustake"},
		append([]string{"keys", "add", "validator"}, keys...),
		append([]string{"genesis", "add-genesis-account", "validator", "1000000000000ustake"}, keys...),
		{"genesis", "add-genesis-account", faucet, coins},
		append([]string{"genesis", "gentx", "validator", "250000000ustake", "--chain-id", chainID}, keys...),
		{"genesis", "collect-gentxs"},
	} {
		if out, err := exec.Command(w.binary, append(arguments, "--home", home)...).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("wasmd %v: %w\n%s", arguments, err, out)
		}
	}
	config := filepath.Join(home, "config/config.toml")
	text, err := os.ReadFile(config)
	if err != nil {
		return nil, err
	}
	patched := strings.Replace(string(text), `timeout_commit = "5s"`, fmt.Sprintf("timeout_commit = %q", w.commit), 1)
	if patched == string(text) && w.commit != 5*time.Second {
		return nil, fmt.Errorf("%s has another timeout_commit than expected", config)
	}
	if err := os.WriteFile(config, []byte(patched), 0o600); err != nil {
		return nil, err
	}
	return exec.Command(w.binary, "start", "--home", home, "--minimum-gas-prices", "0ucosm", "--rpc.laddr", "tcp://"+at(ports[0]),
		"--p2p.laddr", "tcp://127.0.0.1:0", "--rpc.pprof_laddr", "", "--grpc.address", at(ports[1]),
		"--api.enable", "--api.address", "tcp://"+at(ports[2])), nil
}

func at(port int) string { return fmt.Sprintf("127.0.0.1:%d", port) }

// start runs a node in a home of its own until its RPC answers.
func start(k kind, faucet string) (*node, error) {
	home, err := os.MkdirTemp("", "chain-bench-")
	if err != nil {
		return nil, err
	}
	ports, err := freePorts()
	if err != nil {
		return nil, err
	}
	cmd, err := k.prepare(home, faucet, ports)
	if err != nil {
		return nil, err
	}
	log, err := os.Create(filepath.Join(home, "log"))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	cmd.Stdout, cmd.Stderr = log, log
	n := &node{kind: k, cmd: cmd, url: "http://" + at(ports[0]), home: home}
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	connection := dial(n.url)
	for {
		if _, err := connection.height(); err == nil {
			n.answer = time.Since(begun)
			return n, nil
		}
		if time.Since(begun) > time.Minute {
			n.stop()
			return nil, fmt.Errorf("%s does not answer; see %s", k.name(), log.Name())
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// untilBlocks waits until there are some.
func (n *node) untilBlocks(height int64) error {
	connection := dial(n.url)
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if at, err := connection.height(); err == nil && at >= height {
			return nil
		}
	}
	return fmt.Errorf("%s makes no blocks", n.kind.name())
}

// cpu is the time that the process has used so far, in user and system mode.
func (n *node) cpu() time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", n.cmd.Process.Pid))
	check(err)
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+2:]))
	user, err := strconv.Atoi(fields[11])
	check(err)
	system, err := strconv.Atoi(fields[12])
	check(err)
	return time.Duration(user+system) * time.Second / 100 // clock ticks, of which Linux has 100 a second
}

// rss is the memory that the process has resident. Bytes.
func (n *node) rss() int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", n.cmd.Process.Pid))
	check(err)
	for _, line := range strings.Split(string(status), "\n") {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kib, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			check(err)
			return kib * 1024
		}
	}
	return 0
}

func (n *node) stop() {
	_ = n.cmd.Process.Signal(syscall.SIGTERM)
	_ = n.cmd.Wait()
	_ = os.RemoveAll(n.home)
}

func freePorts() ([3]int, error) {
	var ports [3]int
	for i := range ports {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return ports, err
		}
		defer listener.Close()
		ports[i] = listener.Addr().(*net.TCPAddr).Port
	}
	return ports, nil
}
