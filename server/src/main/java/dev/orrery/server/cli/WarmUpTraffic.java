package dev.orrery.server.cli;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.proto.cosmos.bank.v1beta1.MsgSend;
import dev.orrery.proto.cosmos.base.v1beta1.Coin;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgExecuteContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgInstantiateContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgStoreCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Transactions to a running chain, from several accounts at once: blocks with many are part of what classes are for.
 *
 * @param rpc URL
 * @param rest URL
 */
record WarmUpTraffic(String rpc, String rest, String chainId) {
    /** Accounts that send at once; a block then holds several transactions. */
    private static final int SENDERS = 10;

    /** Transactions of each account and kind. */
    private static final int EACH = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern ACCOUNT_NUMBER = Pattern.compile("\"account_number\":\"(\\d+)\"");
    private static final Pattern CODE = Pattern.compile("\"code\":(\\d+)");
    private static final Pattern CONTRACT = Pattern.compile("\"contracts\":\\[\"(\\w+)\"");

    /** Those who need coins for it. */
    static List<WarmUpAccount> accounts() {
        List<WarmUpAccount> accounts = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            accounts.add(new WarmUpAccount("warm-up " + i));
        }
        return accounts;
    }

    /**
     * Sends, uploads, and calls what was uploaded.
     *
     * @param code of the contract that counts
     */
    void run(List<WarmUpAccount> accounts, byte[] code) throws IOException, InterruptedException {
        List<Sender> senders = new ArrayList<>();
        for (WarmUpAccount account : accounts) {
            senders.add(new Sender(account, number(account)));
        }
        String receiver = accounts.getFirst().address();
        all(
                senders,
                sender -> MsgSend.newBuilder()
                        .setFromAddress(sender)
                        .setToAddress(receiver)
                        .addAmount(Coin.newBuilder().setDenom("ucosm").setAmount("1"))
                        .build());
        String contract = contract(senders.getFirst(), code);
        all(
                senders,
                sender -> MsgExecuteContract.newBuilder()
                        .setSender(sender)
                        .setContract(contract)
                        .setMsg(ByteString.copyFromUtf8("{\"increment\":{}}"))
                        .build());
    }

    private record Sender(WarmUpAccount account, long number) {}

    private long number(WarmUpAccount account) throws IOException {
        return Long.parseLong(find(ACCOUNT_NUMBER, get(rest + "/cosmos/auth/v1beta1/accounts/" + account.address())));
    }

    /** Each account sends the message of its address, one after the other is in a block. */
    private void all(List<Sender> senders, Function<String, Message> message) throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (Sender sender : senders) {
                tasks.add(() -> {
                    for (int i = 0; i < EACH; i++) {
                        send(sender, message.apply(sender.account().address()));
                    }
                    return null;
                });
            }
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private String contract(Sender owner, byte[] code) throws IOException {
        String address = owner.account().address();
        send(
                owner,
                MsgStoreCode.newBuilder()
                        .setSender(address)
                        .setWasmByteCode(ByteString.copyFrom(code))
                        .build());
        send(
                owner,
                MsgInstantiateContract.newBuilder()
                        .setSender(address)
                        .setCodeId(1)
                        .setLabel("counter")
                        .setMsg(ByteString.copyFromUtf8("{\"count\":5}"))
                        .build());
        return find(CONTRACT, get(rest + "/cosmwasm/wasm/v1/code/1/contracts"));
    }

    private void send(Sender sender, Message message) throws IOException {
        byte[] signed = sender.account().sign(chainId, sender.number(), message);
        String answer = post(
                rpc,
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"broadcast_tx_sync\",\"params\":{\"tx\":\""
                        + Base64.getEncoder().encodeToString(signed) + "\"}}");
        if (!find(CODE, answer).equals("0")) {
            throw new IOException("a transaction was refused: " + answer);
        }
    }

    private static String find(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    /** The answer to a question. */
    static String get(String url) throws IOException {
        return read(connection(url));
    }

    private static String post(String url, String body) throws IOException {
        HttpURLConnection connection = connection(url);
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
        return read(connection);
    }

    private static HttpURLConnection connection(String url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setReadTimeout(Math.toIntExact(PATIENCE.toMillis()));
        return connection;
    }

    private static String read(HttpURLConnection connection) throws IOException {
        try (InputStream answer = connection.getInputStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
