package faults

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"google.golang.org/grpc/credentials"

	orrery "orrery.dev/adapter"
)

// authority signs certificates for a test.
type authority struct {
	t    *testing.T
	dir  string
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	pool *x509.CertPool
}

func newAuthority(t *testing.T) *authority {
	t.Helper()
	a := &authority{t: t, dir: t.TempDir(), pool: x509.NewCertPool()}
	a.cert, a.key = a.issue("ca", nil)
	a.pool.AddCert(a.cert)
	return a
}

func (a *authority) path(name string) string { return filepath.Join(a.dir, name) }

// issue makes a certificate and writes NAME.pem and NAME.key.
func (a *authority) issue(name string, parent *x509.Certificate) (*x509.Certificate, *ecdsa.PrivateKey) {
	a.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		a.t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()),
		Subject:      pkix.Name{CommonName: name},
		NotBefore:    time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
		BasicConstraintsValid: true, IsCA: parent == nil,
	}
	signer := a.key
	if parent == nil {
		parent, signer = template, key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, signer)
	if err != nil {
		a.t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		a.t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		a.t.Fatal(err)
	}
	for file, block := range map[string]*pem.Block{
		name + ".pem": {Type: "CERTIFICATE", Bytes: der},
		name + ".key": {Type: "PRIVATE KEY", Bytes: secret},
	} {
		if err := os.WriteFile(a.path(file), pem.EncodeToMemory(block), 0o600); err != nil {
			a.t.Fatal(err)
		}
	}
	return cert, key
}

func (a *authority) client(name string) credentials.TransportCredentials {
	a.t.Helper()
	config := &tls.Config{RootCAs: a.pool, ServerName: "localhost"}
	if name != "" {
		pair, err := tls.LoadX509KeyPair(a.path(name+".pem"), a.path(name+".key"))
		if err != nil {
			a.t.Fatal(err)
		}
		config.Certificates = []tls.Certificate{pair}
	}
	return credentials.NewTLS(config)
}

func freePort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

func TestAPeerWithoutAClientCertificateIsTurnedAway(t *testing.T) {
	ours, others := newAuthority(t), newAuthority(t)
	ours.issue("server", ours.cert)
	ours.issue("client", ours.cert)
	others.issue("client", others.cert)
	address := fmt.Sprintf("127.0.0.1:%d", freePort(t))
	m := newMachineAt(t, address, "--tls-cert", ours.path("server.pem"), "--tls-key", ours.path("server.key"), "--client-ca", ours.path("ca.pem"))
	engine := func(c credentials.TransportCredentials) *orrery.Engine {
		return m.engine(orrery.WithAddress(address), orrery.WithCredentials(c), orrery.WithPatience(5*time.Second))
	}
	good := m.engine(orrery.WithAddress(address), orrery.WithCredentials(ours.client("client")))
	sum, c := hackatom(t, good)
	foreign, err := tls.LoadX509KeyPair(others.path("client.pem"), others.path("client.key"))
	if err != nil {
		t.Fatal(err)
	}
	for name, credentials := range map[string]credentials.TransportCredentials{
		"no certificate": ours.client(""),
		"a certificate of somebody else": credentials.NewTLS(&tls.Config{
			RootCAs: ours.pool, ServerName: "localhost", Certificates: []tls.Certificate{foreign},
		}),
		"a server that is not the one": others.client("client"),
	} {
		_, err := execute(engine(credentials), sum, c, "fred", `{"release":{}}`, ordinaryGas)
		var fault *orrery.Fault
		if !errors.As(err, &fault) {
			t.Errorf("%s: %v", name, err)
		}
		t.Logf("%s: %v", name, err)
	}
	plain := m.engine(orrery.WithAddress(address), orrery.WithPatience(5*time.Second))
	if _, err := execute(plain, sum, c, "fred", `{"release":{}}`, ordinaryGas); err == nil {
		t.Error("without TLS")
	}
	if _, err := execute(good, sum, c, "fred", `{"release":{}}`, ordinaryGas); err != nil {
		t.Error(err)
	}
}
