package dev.orrery.server.cli.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.chain.ChainConfig;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.solo.BlockSchedule;
import dev.orrery.chain.wasm.wiring.WasmModule;
import dev.orrery.server.Main;
import dev.orrery.server.chain.Beginning;
import dev.orrery.server.chain.DevAccount;
import dev.orrery.server.chain.Funding;
import dev.orrery.server.chain.LocalChain;
import dev.orrery.server.grpc.ListenAddress;
import dev.orrery.testkit.contracts.OwnContracts;
import dev.orrery.testkit.contracts.WasmvmTestdata;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands as a user types them, against a server. */
class ContractCommandsTest {
    /** The first contract of the first code has the same address on every chain with this prefix. */
    private static final String COUNTER = "wasm14hj2tavq8fpesdwxxcu44rty3hh90vhujrvcmstl4zr3txmfvw9s0phg4d";

    @TempDir
    private Path home;

    private LocalChain server;
    private String node;

    private record Outcome(int status, String out, String err) {}

    @BeforeEach
    void start() throws Exception {
        server = start(ListenAddress.parse("localhost:0"));
        node = server.addresses().grpc().toString();
    }

    private LocalChain start(ListenAddress listen) throws Exception {
        ListenAddress.Tcp any = (ListenAddress.Tcp) ListenAddress.parse("localhost:0");
        return LocalChain.start(new LocalChain.Settings(
                "orrery-1",
                Optional.of(home.resolve("devnet")),
                new LocalChain.Addresses(any, listen, any),
                new BlockSchedule.OnCommand(),
                ChainConfig.of("wasm"),
                List.of(new Funding(DevAccount.ALL.getFirst().address(), Coins.of(Coin.of("ucosm", 1_000)))),
                WasmModule.Settings.DEFAULT,
                "0.38.21",
                new Beginning.Anew(),
                false));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aContractLivesFromUploadToMigration() throws IOException {
        assertTrue(ok("store", file("counter")).startsWith("code     1"));
        String made = ok("instantiate", "1", "{\"count\": 7}", "--label", "counter", "--admin", "alice");
        assertTrue(made.startsWith("contract " + COUNTER), made);
        assertTrue(made.contains("event    wasm"), made);

        String done = ok("execute", COUNTER, "{\"increment\": {}}", "--from", "bob");
        assertTrue(done.contains("count=8"), done);
        assertEquals(
                "{\"count\":8}", ok("query", COUNTER, "{\"get_count\": {}}").strip());
        assertTrue(ok("query", COUNTER, "--raw", "state").contains("\"count\":8"));
        assertTrue(ok("state", COUNTER).startsWith("state\t{"));
        assertTrue(ok("codes").startsWith("1  "));
        assertTrue(ok("contracts", "--code", "1").startsWith(COUNTER + "  code 1  counter"));

        Outcome stranger = run("migrate", COUNTER, "1", "{}", "--from", "bob");
        assertEquals(1, stranger.status());
        assertTrue(stranger.err().contains("unauthorized"), stranger.err());
    }

    @Test
    void stateIsThereAfterARestart() throws Exception {
        ok("store", file("counter"));
        ok("instantiate", "1", "{\"count\": 41}");
        ok("execute", COUNTER, "{\"increment\": {}}");
        server.close();
        start();
        assertEquals(
                "{\"count\":42}", ok("query", COUNTER, "{\"get_count\": {}}").strip());
    }

    @Test
    void aContractPaysOutWhatItWasSent() throws IOException {
        Path hackatom = home.resolve("hackatom.wasm");
        Files.write(hackatom, WasmvmTestdata.HACKATOM.wasm());
        ok("store", hackatom.toString());
        String alice = SenderOption.addressOf("alice");
        String names = "{\"verifier\": \"" + alice + "\", \"beneficiary\": \"" + SenderOption.addressOf("bob") + "\"}";
        ok("instantiate", "1", names, "--funds", "100ucosm");
        String released = ok("execute", COUNTER, "{\"release\": {\"denom\": \"ucosm\"}}", "--from", "alice");
        assertTrue(released.contains("{\"denom\":\"ucosm\",\"amount\":\"100\"}"), released);
        String again = ok("execute", COUNTER, "{\"release\": {\"denom\": \"ucosm\"}}", "--from", "alice");
        assertTrue(again.contains("\"amount\":[]"), again);
    }

    @Test
    void aFailedCallShowsTheContractsTextAndTheGas() throws IOException {
        ok("store", file("counter"));
        ok("instantiate", "1", "{\"count\": 1}");
        Outcome unknown = run("execute", COUNTER, "{\"fly\": {}}");
        assertEquals(1, unknown.status());
        assertTrue(unknown.err().contains("unknown variant `fly`"), unknown.err());
        assertTrue(unknown.err().contains("gas    "), unknown.err());
        assertEquals(
                "{\"count\":1}", ok("query", COUNTER, "{\"get_count\": {}}").strip());
    }

    @Test
    void jsonIsOneObjectALine() throws IOException {
        assertTrue(ok("store", file("counter"), "--json").startsWith("{\"code_id\":\"1\",\"checksum\":\""));
        assertTrue(ok("instantiate", "1", "{\"count\": 1}", "--json").startsWith("{\"contract\":\"" + COUNTER));
        assertTrue(ok("query", COUNTER, "{\"get_count\": {}}", "--json").startsWith("{\"data\":\""));
    }

    @Test
    void whatMakesNoSenseIsRefusedByName() throws IOException {
        ok("store", file("counter"));
        assertTrue(refused("query", COUNTER).contains("Either MSG or --raw KEY"));
        assertTrue(refused("instantiate", "1", "{}", "--funds", "many").contains("--funds"));
        assertTrue(refused("instantiate", "1", "{}", "--time", "yesterday").contains("--time"));
        Outcome nobody = run("query", "wasm1nobody", "{}");
        assertEquals(1, nobody.status());
        assertTrue(run("store", home.resolve("nothing.wasm").toString()).err().contains("no such file"));
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        server.close();
        assertTrue(run("codes").err().contains("no server answers on " + node));
    }

    private String file(String contract) throws IOException {
        Path file = home.resolve(contract + ".wasm");
        Files.write(file, OwnContracts.wasm("rust/" + contract));
        return file.toString();
    }

    private String ok(String... words) {
        Outcome outcome = run(words);
        assertEquals(0, outcome.status(), outcome.err());
        return outcome.out();
    }

    private String refused(String... words) {
        Outcome outcome = run(words);
        assertEquals(2, outcome.status(), outcome.out());
        return outcome.err();
    }

    private Outcome run(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> args = new ArrayList<>(List.of(words));
        args.add("--node=" + node);
        CommandLine orrery =
                Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new Outcome(orrery.execute(args.toArray(String[]::new)), out.toString(), err.toString());
    }
}
