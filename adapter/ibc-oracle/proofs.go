package main

import (
	"fmt"
	"math/rand"

	ics23 "github.com/cosmos/ics23/go"

	commitmenttypes "github.com/cosmos/ibc-go/v11/modules/core/23-commitment/types"
)

// Bytes are written in base64.
type Bytes = []byte

// TreeCase is a proof about one tree and what ics23 says of it.
type TreeCase struct {
	Name  string `json:"name"`
	Spec  Bytes  `json:"spec"`
	Root  Bytes  `json:"root"`
	Key   Bytes  `json:"key"`
	Value *Bytes `json:"value"` // nil: the key must be absent
	Proof Bytes  `json:"proof"`
	Holds bool   `json:"holds"`
}

// ChainedCase is a proof through all trees of a chain's state.
type ChainedCase struct {
	Name  string   `json:"name"`
	Specs []Bytes  `json:"specs"`
	Root  Bytes    `json:"root"`
	Path  []Bytes  `json:"path"`
	Value *Bytes   `json:"value"`
	Proof Bytes    `json:"proof"`
	Error *Verdict `json:"error"`
}

func treeCase(name string, spec *ics23.ProofSpec, root, key, value []byte, proof *ics23.CommitmentProof) TreeCase {
	c := TreeCase{Name: name, Spec: got(spec.Marshal()), Root: root, Key: key, Proof: got(proof.Marshal())}
	read := &ics23.CommitmentProof{}
	must(read.Unmarshal(c.Proof))
	if value != nil {
		c.Value = &value
	}
	refused := verdictOf(func() error {
		holds := false
		if value != nil {
			holds = ics23.VerifyMembership(spec, root, read, key, value)
		} else {
			holds = ics23.VerifyNonMembership(spec, root, read, key)
		}
		if !holds {
			return fmt.Errorf("refused")
		}
		return nil
	})
	c.Holds = refused == nil
	return c
}

// cloned so that forging one doesn't change another.
func cloned(proof *ics23.CommitmentProof) *ics23.CommitmentProof {
	copied := &ics23.CommitmentProof{}
	must(copied.Unmarshal(got(proof.Marshal())))
	return copied
}

func treeCases() (cases []TreeCase) {
	w := filled()
	iavl := ics23.IavlSpec
	for i := 0; i < 100; i += 7 { // even ones are there
		key := fmt.Sprintf("key/%02d", i)
		proof, root := w.inner("ibc", key)
		value, _ := w.prove("ibc", key)
		cases = append(cases, treeCase("key "+key, iavl, root, []byte(key), value, proof))
		cases = append(cases, treeCase("key "+key+" asked the other way", iavl, root, []byte(key), flip(value), proof))
	}
	cases = append(cases, forgedExistence(w)...)
	cases = append(cases, forgedAbsence(w)...)
	cases = append(cases, batches(w)...)
	cases = append(cases, specs(w)...)
	cases = append(cases, bitFlips(w)...)
	return cases
}

func flip(value []byte) []byte {
	if value == nil {
		return []byte("made up")
	}
	return nil
}

type existForgery struct {
	name  string
	forge func(*ics23.ExistenceProof)
}

// existForgeries change a proof that a key has a value.
var existForgeries = []existForgery{
	{"another key", func(p *ics23.ExistenceProof) { p.Key = []byte("key/03") }},
	{"no key", func(p *ics23.ExistenceProof) { p.Key = nil }},
	{"another value", func(p *ics23.ExistenceProof) { p.Value = []byte("mine") }},
	{"no value", func(p *ics23.ExistenceProof) { p.Value = nil }},
	{"no leaf", func(p *ics23.ExistenceProof) { p.Leaf = nil }},
	{"leaf of another hash", func(p *ics23.ExistenceProof) { p.Leaf.Hash = ics23.HashOp_SHA512 }},
	{"leaf of an unknown hash", func(p *ics23.ExistenceProof) { p.Leaf.Hash = 77 }},
	{"leaf without hash", func(p *ics23.ExistenceProof) { p.Leaf.Hash = ics23.HashOp_NO_HASH }},
	{"leaf with hashed key", func(p *ics23.ExistenceProof) { p.Leaf.PrehashKey = ics23.HashOp_SHA256 }},
	{"leaf with plain value", func(p *ics23.ExistenceProof) { p.Leaf.PrehashValue = ics23.HashOp_NO_HASH }},
	{"leaf without lengths", func(p *ics23.ExistenceProof) { p.Leaf.Length = ics23.LengthOp_NO_PREFIX }},
	{"leaf of unknown lengths", func(p *ics23.ExistenceProof) { p.Leaf.Length = ics23.LengthOp_VAR_RLP }},
	{"leaf without prefix", func(p *ics23.ExistenceProof) { p.Leaf.Prefix = nil }},
	{"leaf with other prefix", func(p *ics23.ExistenceProof) { p.Leaf.Prefix[0] = 2 }},
	{"leaf of two entries", func(p *ics23.ExistenceProof) { p.Leaf.Prefix[1] = 4 }},
	{"leaf of another version", func(p *ics23.ExistenceProof) { p.Leaf.Prefix[2] ^= 2 }},
	{"leaf of a negative version", func(p *ics23.ExistenceProof) { p.Leaf.Prefix[2] = 3 }},
	{"leaf with long prefix", func(p *ics23.ExistenceProof) { p.Leaf.Prefix = append(p.Leaf.Prefix, 0) }},
	{"leaf with endless number", func(p *ics23.ExistenceProof) {
		p.Leaf.Prefix = []byte{0, 2, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255}
	}},
	{"no way", func(p *ics23.ExistenceProof) { p.Path = nil }},
	{"first step missing", func(p *ics23.ExistenceProof) { p.Path = p.Path[1:] }},
	{"last step missing", func(p *ics23.ExistenceProof) { p.Path = p.Path[:len(p.Path)-1] }},
	{"step twice", func(p *ics23.ExistenceProof) { p.Path = append(p.Path, p.Path[len(p.Path)-1]) }},
	{"steps swapped", func(p *ics23.ExistenceProof) { p.Path[0], p.Path[1] = p.Path[1], p.Path[0] }},
	{"step of another hash", func(p *ics23.ExistenceProof) { p.Path[1].Hash = ics23.HashOp_SHA512_256 }},
	{"step like a leaf", func(p *ics23.ExistenceProof) { p.Path[0].Prefix[0] = 0 }},
	{"step of negative height", func(p *ics23.ExistenceProof) { p.Path[0].Prefix[0] = 1 }},
	{"step too low", func(p *ics23.ExistenceProof) { p.Path[2].Prefix[0] = 4 }},
	{"step without prefix", func(p *ics23.ExistenceProof) { p.Path[0].Prefix = nil }},
	{"step with short prefix", func(p *ics23.ExistenceProof) { p.Path[0].Prefix = p.Path[0].Prefix[:2] }},
	{"step with long prefix", func(p *ics23.ExistenceProof) {
		p.Path[0].Prefix = append(p.Path[0].Prefix, make([]byte, 40)...)
	}},
	{"step with long suffix", func(p *ics23.ExistenceProof) { p.Path[0].Suffix = append(p.Path[0].Suffix, 1) }},
	{"step with another sibling", func(p *ics23.ExistenceProof) {
		op := p.Path[1]
		op.Prefix[len(op.Prefix)-2] ^= 1
	}},
	{"step with sibling cut off", func(p *ics23.ExistenceProof) { p.Path[0].Suffix = nil }},
	{"sibling moved to the other side", func(p *ics23.ExistenceProof) {
		op := p.Path[0]
		if len(op.Suffix) > 0 {
			op.Prefix, op.Suffix = append(append([]byte{}, op.Prefix[:len(op.Prefix)-1]...), append(op.Suffix, 32)...), nil
		}
	}},
	{"value with the key in it", func(p *ics23.ExistenceProof) {
		p.Value = append(p.Key[len(p.Key)-1:], p.Value...)
		p.Key = p.Key[:len(p.Key)-1]
	}},
	{"too deep", func(p *ics23.ExistenceProof) {
		for len(p.Path) <= 128 {
			p.Path = append(p.Path, p.Path[len(p.Path)-1])
		}
	}},
}

func forgedExistence(w *world) (cases []TreeCase) {
	for _, key := range []string{"key/00", "key/36", "key/98"} {
		value, _ := w.prove("ibc", key)
		for _, forgery := range existForgeries {
			proof, root := w.inner("ibc", key)
			proof = cloned(proof)
			exist := proof.GetExist()
			forgery.forge(exist)
			name := key + ": " + forgery.name
			cases = append(cases, treeCase(name, ics23.IavlSpec, root, []byte(key), value, proof))
			// The root it leads to, so that nothing but the shape can be wrong.
			calculated, err := exist.Calculate()
			if err == nil && len(exist.Key) > 0 && len(exist.Value) > 0 {
				cases = append(cases,
					treeCase(name+", own root", ics23.IavlSpec, calculated, exist.Key, exist.Value, proof))
			}
		}
	}
	return cases
}

func absence(left, right *ics23.ExistenceProof, key string) *ics23.CommitmentProof {
	return &ics23.CommitmentProof{Proof: &ics23.CommitmentProof_Nonexist{
		Nonexist: &ics23.NonExistenceProof{Key: []byte(key), Left: left, Right: right},
	}}
}

// forgedAbsence claims that keys which are there aren't, by every pair of wrong neighbours.
func forgedAbsence(w *world) (cases []TreeCase) {
	exist := func(store string, i int) *ics23.ExistenceProof {
		proof, _ := w.inner(store, fmt.Sprintf("key/%02d", i))
		return cloned(proof).GetExist()
	}
	_, root := w.inner("ibc", "key/00")
	add := func(name, key string, left, right *ics23.ExistenceProof) {
		cases = append(cases, treeCase(name, ics23.IavlSpec, root, []byte(key), nil, absence(left, right, key)))
	}
	for i := 0; i <= 98; i += 14 {
		key := fmt.Sprintf("key/%02d", i)
		var left, right *ics23.ExistenceProof
		if i > 0 {
			left = exist("ibc", i-2)
		}
		if i < 98 {
			right = exist("ibc", i+2)
		}
		add("neighbours around "+key, key, left, right)
		add("neighbours swapped around "+key, key, right, left)
		add("only left of "+key, key, left, nil)
		add("only right of "+key, key, nil, right)
		add(key+" as its own left", key, exist("ibc", i), right)
		add(key+" as its own right", key, left, exist("ibc", i))
		add(key+" twice", key, exist("ibc", i), exist("ibc", i))
		add("nothing around "+key, key, nil, nil)
	}
	for left := 0; left <= 98; left += 2 { // every way of two leaves to lie beside each other in this tree
		right := left + 2
		if right <= 98 {
			add(fmt.Sprintf("between %d and %d", left, right), fmt.Sprintf("key/%02d", left+1), exist("ibc", left), exist("ibc", right))
		}
		if right+2 <= 98 {
			add(fmt.Sprintf("gap between %d and %d", left, right+2), fmt.Sprintf("key/%02d", right), exist("ibc", left), exist("ibc", right+2))
		}
	}
	proof, root1 := w.inner("one", "only")
	only := cloned(proof).GetExist()
	for _, key := range []string{"a", "only", "z"} {
		cases = append(cases,
			treeCase("one leaf, left of "+key, ics23.IavlSpec, root1, []byte(key), nil, absence(only, nil, key)),
			treeCase("one leaf, right of "+key, ics23.IavlSpec, root1, []byte(key), nil, absence(nil, only, key)),
			treeCase("one leaf, around "+key, ics23.IavlSpec, root1, []byte(key), nil, absence(only, only, key)))
	}
	for _, forgery := range existForgeries {
		left := exist("ibc", 34)
		forgery.forge(left)
		add("left neighbour: "+forgery.name, "key/35", left, exist("ibc", 36))
		right := exist("ibc", 36)
		forgery.forge(right)
		add("right neighbour: "+forgery.name, "key/35", exist("ibc", 34), right)
	}
	return cases
}

func batches(w *world) (cases []TreeCase) {
	var proofs []*ics23.CommitmentProof
	_, root := w.inner("ibc", "key/00")
	for i := 0; i < 100; i += 9 {
		proof, _ := w.inner("ibc", fmt.Sprintf("key/%02d", i))
		proofs = append(proofs, proof)
	}
	compressed := got(ics23.CombineProofs(proofs))
	plain := ics23.Decompress(compressed)
	lost := cloned(compressed)
	lost.GetCompressed().LookupInners = lost.GetCompressed().LookupInners[:5]
	negative := cloned(compressed)
	for _, entry := range negative.GetCompressed().Entries {
		if exist := entry.GetExist(); exist != nil {
			exist.Path[0] = -1
		}
	}
	swapped := cloned(compressed)
	steps := swapped.GetCompressed().LookupInners
	steps[0], steps[1] = steps[1], steps[0]
	for _, b := range []struct {
		name  string
		proof *ics23.CommitmentProof
	}{
		{"batch", plain}, {"compressed", compressed}, {"steps lost", lost}, {"negative step", negative},
		{"steps swapped", swapped}, {"nothing", &ics23.CommitmentProof{}},
		{"empty batch", &ics23.CommitmentProof{Proof: &ics23.CommitmentProof_Batch{Batch: &ics23.BatchProof{}}}},
		{"batch of nothing", &ics23.CommitmentProof{Proof: &ics23.CommitmentProof_Batch{
			Batch: &ics23.BatchProof{Entries: []*ics23.BatchEntry{{}}}}}},
		{"compressed nothing", &ics23.CommitmentProof{Proof: &ics23.CommitmentProof_Compressed{
			Compressed: &ics23.CompressedBatchProof{}}}},
	} {
		for i := 0; i < 100; i += 9 {
			key := fmt.Sprintf("key/%02d", i)
			value, _ := w.prove("ibc", key)
			cases = append(cases,
				treeCase(b.name+": "+key, ics23.IavlSpec, root, []byte(key), value, b.proof),
				treeCase(b.name+": "+key+" the other way", ics23.IavlSpec, root, []byte(key), flip(value), b.proof))
		}
		cases = append(cases, treeCase(b.name+": a key it doesn't have", ics23.IavlSpec, root, []byte("key/02"), []byte("x"), b.proof))
	}
	return cases
}

// specs verifies sound proofs by other specifications: they are foreign data too.
func specs(w *world) (cases []TreeCase) {
	there, root := w.inner("ibc", "key/36")
	value, _ := w.prove("ibc", "key/36")
	absent, _ := w.inner("ibc", "key/35")
	change := func(name string, change func(*ics23.ProofSpec)) {
		spec := &ics23.ProofSpec{}
		must(spec.Unmarshal(got(ics23.IavlSpec.Marshal())))
		change(spec)
		cases = append(cases,
			treeCase("spec: "+name, spec, root, []byte("key/36"), value, there),
			treeCase("spec, absent: "+name, spec, root, []byte("key/35"), nil, absent))
	}
	change("unchanged", func(s *ics23.ProofSpec) {})
	change("empty", func(s *ics23.ProofSpec) { *s = ics23.ProofSpec{} })
	change("tendermint", func(s *ics23.ProofSpec) { *s = *ics23.TendermintSpec })
	change("smt", func(s *ics23.ProofSpec) { *s = *ics23.SmtSpec })
	change("no leaf", func(s *ics23.ProofSpec) { s.LeafSpec = nil })
	change("no inner", func(s *ics23.ProofSpec) { s.InnerSpec = nil })
	change("no children", func(s *ics23.ProofSpec) { s.InnerSpec.ChildOrder = nil })
	change("one child", func(s *ics23.ProofSpec) { s.InnerSpec.ChildOrder = []int32{0} })
	change("children reversed", func(s *ics23.ProofSpec) { s.InnerSpec.ChildOrder = []int32{1, 0} })
	change("three children", func(s *ics23.ProofSpec) { s.InnerSpec.ChildOrder = []int32{0, 1, 2} })
	change("wrong children", func(s *ics23.ProofSpec) { s.InnerSpec.ChildOrder = []int32{5, 6} })
	change("negative child", func(s *ics23.ProofSpec) { s.InnerSpec.ChildOrder = []int32{-1, 0} })
	change("no child size", func(s *ics23.ProofSpec) { s.InnerSpec.ChildSize = 0 })
	change("negative child size", func(s *ics23.ProofSpec) { s.InnerSpec.ChildSize = -33 })
	change("large child size", func(s *ics23.ProofSpec) { s.InnerSpec.ChildSize = 1<<31 - 1 })
	change("child size 1", func(s *ics23.ProofSpec) { s.InnerSpec.ChildSize = 1 })
	change("child size 11", func(s *ics23.ProofSpec) { s.InnerSpec.ChildSize = 11 })
	change("long prefixes", func(s *ics23.ProofSpec) { s.InnerSpec.MinPrefixLength = 13 })
	change("no prefixes", func(s *ics23.ProofSpec) { s.InnerSpec.MaxPrefixLength = 0; s.InnerSpec.MinPrefixLength = 0 })
	change("any prefixes", func(s *ics23.ProofSpec) { s.InnerSpec.MaxPrefixLength = 1<<31 - 1; s.InnerSpec.MinPrefixLength = -1 })
	change("shallow", func(s *ics23.ProofSpec) { s.MaxDepth = 3 })
	change("deep", func(s *ics23.ProofSpec) { s.MinDepth = 20 })
	change("negative depth", func(s *ics23.ProofSpec) { s.MaxDepth = -1 })
	change("any depth", func(s *ics23.ProofSpec) { s.MinDepth = -1; s.MaxDepth = 1 << 30 })
	change("hashed keys in order", func(s *ics23.ProofSpec) { s.PrehashKeyBeforeComparison = true })
	change("hashed keys in order and leaf", func(s *ics23.ProofSpec) {
		s.PrehashKeyBeforeComparison = true
		s.LeafSpec.PrehashKey = ics23.HashOp_SHA256
	})
	change("leaf prefix longer", func(s *ics23.ProofSpec) { s.LeafSpec.Prefix = []byte{0, 2} })
	change("leaf prefix wrong", func(s *ics23.ProofSpec) { s.LeafSpec.Prefix = []byte{7} })
	change("leaf without prefix", func(s *ics23.ProofSpec) { s.LeafSpec.Prefix = nil })
	change("empty child", func(s *ics23.ProofSpec) { s.InnerSpec.EmptyChild = make([]byte, 33) })
	for _, hash := range []ics23.HashOp{0, 2, 3, 4, 5, 6, 7, 8, 9, 33} {
		change(fmt.Sprint("inner hash ", hash), func(s *ics23.ProofSpec) { s.InnerSpec.Hash = hash })
		cases = append(cases, otherHash(hash))
	}
	for length := ics23.LengthOp(0); length < 10; length++ {
		cases = append(cases, otherLength(length))
	}
	return cases
}

// otherHash is a tree of two leaves under another hash function.
func otherHash(hash ics23.HashOp) TreeCase {
	leaf := &ics23.LeafOp{Hash: hash, PrehashKey: hash, PrehashValue: hash, Length: ics23.LengthOp_VAR_PROTO, Prefix: []byte{9}}
	step := &ics23.InnerOp{Hash: hash, Prefix: []byte{1}, Suffix: make([]byte, 32)}
	exist := &ics23.ExistenceProof{Key: []byte("k"), Value: []byte("v"), Leaf: leaf, Path: []*ics23.InnerOp{step}}
	spec := &ics23.ProofSpec{LeafSpec: leaf, InnerSpec: &ics23.InnerSpec{
		ChildOrder: []int32{0, 1}, ChildSize: 32, MinPrefixLength: 1, MaxPrefixLength: 1, Hash: hash,
	}}
	root, _ := exist.Calculate()
	return treeCase(fmt.Sprint("tree of hash ", hash), spec, root, []byte("k"), []byte("v"),
		&ics23.CommitmentProof{Proof: &ics23.CommitmentProof_Exist{Exist: exist}})
}

func otherLength(length ics23.LengthOp) TreeCase {
	leaf := &ics23.LeafOp{Hash: ics23.HashOp_SHA256, Length: length, Prefix: []byte{9}}
	key, value := make([]byte, 32), make([]byte, 32)
	if length == ics23.LengthOp_REQUIRE_64_BYTES {
		key, value = make([]byte, 64), make([]byte, 64)
	}
	exist := &ics23.ExistenceProof{Key: key, Value: value, Leaf: leaf}
	spec := &ics23.ProofSpec{LeafSpec: leaf, InnerSpec: ics23.TendermintSpec.InnerSpec}
	root, _ := exist.Calculate()
	return treeCase(fmt.Sprint("leaf of length op ", length), spec, root, key, value,
		&ics23.CommitmentProof{Proof: &ics23.CommitmentProof_Exist{Exist: exist}})
}

// bitFlips changes random bits of sound proofs.
func bitFlips(w *world) (cases []TreeCase) {
	random := rand.New(rand.NewSource(1))
	for i := 0; i < 150; i++ {
		key := fmt.Sprintf("key/%02d", random.Intn(99))
		proof, root := w.inner("ibc", key)
		value, _ := w.prove("ibc", key)
		encoded := got(proof.Marshal())
		bit := random.Intn(8 * len(encoded))
		encoded[bit/8] ^= 1 << (bit % 8)
		flipped := &ics23.CommitmentProof{}
		if flipped.Unmarshal(encoded) != nil {
			continue
		}
		cases = append(cases, treeCase(fmt.Sprintf("bit %d of %s", bit, key), ics23.IavlSpec, root, []byte(key), value, flipped))
	}
	return cases
}

func chainedCase(name string, specs []*ics23.ProofSpec, root []byte, path [][]byte, value []byte, proof commitmenttypes.MerkleProof) ChainedCase {
	c := ChainedCase{Name: name, Root: root, Proof: got(proof.Marshal())}
	for _, key := range path {
		c.Path = append(c.Path, key)
	}
	for _, spec := range specs {
		c.Specs = append(c.Specs, got(spec.Marshal()))
	}
	if value != nil {
		c.Value = &value
	}
	c.Error = verdictOf(func() error {
		read := commitmenttypes.MerkleProof{}
		must(read.Unmarshal(c.Proof))
		if value != nil {
			return read.VerifyMembership(specs, commitmenttypes.NewMerkleRoot(root), commitmenttypes.NewMerklePath(path...), value)
		}
		return read.VerifyNonMembership(specs, commitmenttypes.NewMerkleRoot(root), commitmenttypes.NewMerklePath(path...))
	})
	return c
}

func chainedCases() (cases []ChainedCase) {
	w := filled()
	sdk := commitmenttypes.GetSDKSpecs()
	root := w.root()
	path := func(store, key string) [][]byte { return [][]byte{[]byte(store), []byte(key)} }
	add := func(name string, specs []*ics23.ProofSpec, root []byte, path [][]byte, value []byte, proof commitmenttypes.MerkleProof) {
		cases = append(cases, chainedCase(name, specs, root, path, value, proof))
	}
	for _, store := range []string{"acc", "bank", "empty", "ibc", "one", "wasm"} {
		for _, key := range []string{"a", "b000", "b001", "b002", "contract3", "key/00", "key/01", "key/36", "key/98", "only", "zz"} {
			value, proof := w.prove(store, key)
			if proof.Proofs[0].GetNonexist() != nil {
				value = nil
			}
			name := store + " " + key
			add(name, sdk, root, path(store, key), value, proof)
			add(name+" the other way", sdk, root, path(store, key), flip(value), proof)
			add(name+" of another store", sdk, root, path("gov", key), value, proof)
			add(name+" of another root", sdk, make([]byte, 32), path(store, key), value, proof)
			add(name+" as another key", sdk, root, path(store, key+"x"), value, proof)
		}
	}
	value, proof := w.prove("ibc", "key/36")
	_, absent := w.prove("ibc", "key/35")
	for _, p := range []struct {
		name  string
		key   string
		value []byte
		proof commitmenttypes.MerkleProof
	}{{"there: ", "key/36", value, proof}, {"absent: ", "key/35", nil, absent}} {
		name, at := p.name, path("ibc", p.key)
		one, two := p.proof.Proofs[0], p.proof.Proofs[1]
		of := func(proofs ...*ics23.CommitmentProof) commitmenttypes.MerkleProof {
			return commitmenttypes.MerkleProof{Proofs: proofs}
		}
		add(name+"no proof", sdk, root, at, p.value, of())
		add(name+"only the store's", sdk, root, at, p.value, of(one))
		add(name+"only the outer", sdk, root, at, p.value, of(two))
		add(name+"swapped", sdk, root, at, p.value, of(two, one))
		add(name+"three", sdk, root, at, p.value, of(one, two, two))
		add(name+"store's twice", sdk, root, at, p.value, of(one, one))
		add(name+"empty proofs", sdk, root, at, p.value, of(&ics23.CommitmentProof{}, &ics23.CommitmentProof{}))
		add(name+"empty outer", sdk, root, at, p.value, of(one, &ics23.CommitmentProof{}))
		add(name+"no root", sdk, nil, at, p.value, p.proof)
		add(name+"no path", sdk, root, nil, p.value, p.proof)
		add(name+"short path", sdk, root, at[1:], p.value, p.proof)
		add(name+"long path", sdk, root, append(at, []byte("x")), p.value, p.proof)
		add(name+"path reversed", sdk, root, [][]byte{at[1], at[0]}, p.value, p.proof)
		add(name+"empty keys", sdk, root, [][]byte{nil, nil}, p.value, p.proof)
		add(name+"no specs", nil, root, at, p.value, p.proof)
		add(name+"one spec", sdk[:1], root, at, p.value, p.proof)
		add(name+"specs swapped", []*ics23.ProofSpec{sdk[1], sdk[0]}, root, at, p.value, p.proof)
		add(name+"iavl twice", []*ics23.ProofSpec{sdk[0], sdk[0]}, root, at, p.value, p.proof)
		add(name+"smt", []*ics23.ProofSpec{ics23.SmtSpec, sdk[1]}, root, at, p.value, p.proof)
		add(name+"empty specs", []*ics23.ProofSpec{{}, {}}, root, at, p.value, p.proof)
		add(name+"single tree", sdk[:1], two.GetExist().Value, at[1:], p.value, of(one))
		add(name+"batch outer", sdk, root, at, p.value, of(one, &ics23.CommitmentProof{Proof: &ics23.CommitmentProof_Batch{
			Batch: &ics23.BatchProof{Entries: []*ics23.BatchEntry{{Proof: &ics23.BatchEntry_Exist{Exist: two.GetExist()}}}}}}))
		add(name+"batch inner", sdk, root, at, p.value, of(got(ics23.CombineProofs([]*ics23.CommitmentProof{one})), two))
	}
	add("empty value", sdk, root, path("ibc", "key/36"), []byte{}, proof)
	for _, forgery := range existForgeries {
		forged := commitmenttypes.MerkleProof{}
		must(forged.Unmarshal(got(proof.Marshal())))
		forgery.forge(forged.Proofs[0].GetExist())
		add("forged inner: "+forgery.name, sdk, root, path("ibc", "key/36"), value, forged)
		outer := commitmenttypes.MerkleProof{}
		must(outer.Unmarshal(got(proof.Marshal())))
		if verdictOf(func() error { forgery.forge(outer.Proofs[1].GetExist()); return nil }) == nil {
			add("forged outer: "+forgery.name, sdk, root, path("ibc", "key/36"), value, outer)
		}
		neighbour := commitmenttypes.MerkleProof{}
		must(neighbour.Unmarshal(got(absent.Marshal())))
		forgery.forge(neighbour.Proofs[0].GetNonexist().Left)
		add("forged left: "+forgery.name, sdk, root, path("ibc", "key/35"), nil, neighbour)
		right := commitmenttypes.MerkleProof{}
		must(right.Unmarshal(got(absent.Marshal())))
		forgery.forge(right.Proofs[0].GetNonexist().Right)
		add("forged right: "+forgery.name, sdk, root, path("ibc", "key/35"), nil, right)
	}
	return cases
}
