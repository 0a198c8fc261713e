package parity

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math/big"
	"math/rand/v2"
	"slices"
)

// cryptobench is our contract that hands the bytes of its message to one cryptographic import.
const cryptobench = "rust/cryptobench"

// cryptoCall is a message of cryptobench: the import's name and its arguments, bytes in hexadecimal or numbers.
type cryptoCall map[string]map[string]any

func (c cryptoCall) name() string {
	for name := range c {
		return name
	}
	return ""
}

func (c cryptoCall) copy() cryptoCall {
	arguments := map[string]any{}
	for field, value := range c[c.name()] {
		arguments[field] = value
	}
	return cryptoCall{c.name(): arguments}
}

// cryptoMutator makes new calls of known ones.
type cryptoMutator struct {
	random *rand.Rand
	known  map[string][]cryptoCall
	names  []string
}

// newCryptoMutator learns from the calls that scenarios make.
func newCryptoMutator(scenarios []Scenario, random *rand.Rand) *cryptoMutator {
	m := &cryptoMutator{random: random, known: map[string][]cryptoCall{}}
	for _, scenario := range scenarios {
		for _, step := range scenario.Steps {
			var call cryptoCall
			if step.Entry != "query" || json.Unmarshal(step.Msg, &call) != nil || len(call) != 1 {
				continue
			}
			m.known[call.name()] = append(m.known[call.name()], call)
		}
	}
	for name := range m.known {
		m.names = append(m.names, name)
	}
	slices.Sort(m.names)
	return m
}

// next is a call that is valid, nearly valid, or strange.
func (m *cryptoMutator) next() cryptoCall {
	call := m.start().copy()
	for range m.random.IntN(4) {
		m.change(call)
	}
	return call
}

func (m *cryptoMutator) start() cryptoCall {
	switch m.random.IntN(10) {
	case 0:
		return m.freshEd25519()
	case 1:
		return m.freshSecp256r1()
	default:
		name := m.names[m.random.IntN(len(m.names))]
		return m.known[name][m.random.IntN(len(m.known[name]))]
	}
}

func (m *cryptoMutator) freshEd25519() cryptoCall {
	key := ed25519.NewKeyFromSeed(m.bytes(ed25519.SeedSize))
	message := m.bytes(m.random.IntN(80))
	return cryptoCall{"ed25519_verify": {
		"message":    hex.EncodeToString(message),
		"signature":  hex.EncodeToString(ed25519.Sign(key, message)),
		"public_key": hex.EncodeToString(key.Public().(ed25519.PublicKey)),
	}}
}

func (m *cryptoMutator) freshSecp256r1() cryptoCall {
	curve := elliptic.P256()
	order := curve.Params().N
	secret := new(big.Int).SetBytes(m.bytes(40))
	secret.Mod(secret, new(big.Int).Sub(order, big.NewInt(1))).Add(secret, big.NewInt(1))
	key := ecdsa.PrivateKey{D: secret}
	key.Curve = curve
	key.X, key.Y = curve.ScalarBaseMult(secret.Bytes())
	hash := sha256.Sum256(m.bytes(20))
	// signed by hand: the nonce has to follow from the seed
	nonce := new(big.Int).SetBytes(m.bytes(40))
	nonce.Mod(nonce, new(big.Int).Sub(order, big.NewInt(1))).Add(nonce, big.NewInt(1))
	x, _ := curve.ScalarBaseMult(nonce.Bytes())
	r := new(big.Int).Mod(x, order)
	s := new(big.Int).Mul(r, secret)
	s.Add(s, new(big.Int).SetBytes(hash[:])).Mul(s, new(big.Int).ModInverse(nonce, order)).Mod(s, order)
	if m.random.IntN(2) == 0 {
		s.Sub(order, s)
	}
	signature := append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...)
	public := elliptic.MarshalCompressed(curve, key.X, key.Y)
	if m.random.IntN(2) == 0 {
		public = append([]byte{4}, append(key.X.FillBytes(make([]byte, 32)), key.Y.FillBytes(make([]byte, 32))...)...)
	}
	if m.random.IntN(3) == 0 {
		return cryptoCall{"secp256r1_recover_pubkey": {
			"hash": hex.EncodeToString(hash[:]), "signature": hex.EncodeToString(signature), "parameter": m.random.IntN(4),
		}}
	}
	return cryptoCall{"secp256r1_verify": {
		"hash": hex.EncodeToString(hash[:]), "signature": hex.EncodeToString(signature), "public_key": hex.EncodeToString(public),
	}}
}

func (m *cryptoMutator) bytes(n int) []byte {
	bz := make([]byte, n)
	for i := range bz {
		bz[i] = byte(m.random.Uint32())
	}
	return bz
}

// change alters one argument.
func (m *cryptoMutator) change(call cryptoCall) {
	arguments := call[call.name()]
	fields := make([]string, 0, len(arguments))
	for field := range arguments {
		fields = append(fields, field)
	}
	slices.Sort(fields)
	field := fields[m.random.IntN(len(fields))]
	text, isBytes := arguments[field].(string)
	if !isBytes {
		arguments[field] = []uint32{0, 1, 2, 3, 4, 27, 255, 1 << 31}[m.random.IntN(8)]
		return
	}
	if others := m.known[call.name()]; len(others) > 0 && m.random.IntN(4) == 0 {
		if value, ok := others[m.random.IntN(len(others))][call.name()][field]; ok {
			arguments[field] = value
			return
		}
	}
	bz, err := hex.DecodeString(text)
	if err != nil {
		return
	}
	arguments[field] = hex.EncodeToString(m.damage(bz))
}

func (m *cryptoMutator) damage(bz []byte) []byte {
	switch m.random.IntN(7) {
	case 0: // one bit
		if len(bz) > 0 {
			bz[m.random.IntN(len(bz))] ^= 1 << m.random.IntN(8)
		}
	case 1: // one byte
		if len(bz) > 0 {
			bz[m.random.IntN(len(bz))] = []byte{0, 1, 2, 3, 4, 6, 7, 0x7f, 0x80, 0xa0, 0xc0, 0xe0, 0xff}[m.random.IntN(13)]
		}
	case 2: // shorter
		return bz[:len(bz)-min(len(bz), 1+m.random.IntN(3))]
	case 3: // longer
		return append(bz, m.bytes(1+m.random.IntN(3))...)
	case 4: // a number or a point that means something
		return m.overwrite(bz, cryptoConstants[m.random.IntN(len(cryptoConstants))])
	case 5: // chunks of points in another order, some twice, some not at all
		size := []int{32, 48, 64, 96}[m.random.IntN(4)]
		if len(bz) < size {
			return bz
		}
		var out []byte
		for range 1 + m.random.IntN(len(bz)/size+1) {
			at := size * m.random.IntN(len(bz)/size)
			out = append(out, bz[at:at+size]...)
		}
		return out
	default: // nothing of it left
		return m.bytes(len(bz))
	}
	return bz
}

// overwrite puts the constant where a chunk of its size begins, counted from either end.
func (m *cryptoMutator) overwrite(bz, constant []byte) []byte {
	if len(bz) < len(constant) {
		return slices.Clone(constant)
	}
	chunks := len(bz) / len(constant)
	at := m.random.IntN(chunks) * len(constant)
	if m.random.IntN(2) == 0 {
		at = len(bz) - len(constant) - at
	}
	copy(bz[at:], constant)
	return bz
}

// cryptoConstants are orders, fields, their neighbours, and points of small order.
var cryptoConstants = decoded(
	// zero and one
	"0000000000000000000000000000000000000000000000000000000000000000",
	"0000000000000000000000000000000000000000000000000000000000000001",
	"0100000000000000000000000000000000000000000000000000000000000000",
	"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
	// secp256k1: order, half of it, the next, field
	"fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
	"fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
	"7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0",
	"7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a1",
	"fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f",
	// secp256r1: order, half of it, the next, field
	"ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
	"7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8",
	"7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a9",
	"ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
	// ed25519: order, and all points of small order with their second encodings
	"edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010",
	"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
	"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
	"0100000000000000000000000000000000000000000000000000000000000080",
	"0000000000000000000000000000000000000000000000000000000000000080",
	"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
	"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
	"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
	"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
	// BLS12-381: points at infinity, right and wrong, the field, and points outside the subgroup's encoding
	"c00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
	"c00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001",
	"400000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
	"9a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab",
	"800000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
	"800000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000004",
)

func decoded(texts ...string) [][]byte {
	var out [][]byte
	for _, text := range texts {
		bz, err := hex.DecodeString(text)
		if err != nil {
			panic(err)
		}
		out = append(out, bz)
	}
	return out
}
