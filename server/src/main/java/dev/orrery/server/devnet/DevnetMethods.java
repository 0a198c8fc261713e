package dev.orrery.server.devnet;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.Chain;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.solo.SoloNode;
import dev.orrery.chain.solo.block.BlockHashes;
import dev.orrery.chain.tx.MessageRouter;
import dev.orrery.chain.wasm.ContractRegistry;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgSudoContract;
import dev.orrery.proto.devnet.v1.GetStorageRequest;
import dev.orrery.proto.devnet.v1.GetStorageResponse;
import dev.orrery.proto.devnet.v1.ImpersonateRequest;
import dev.orrery.proto.devnet.v1.MineRequest;
import dev.orrery.proto.devnet.v1.MineResponse;
import dev.orrery.proto.devnet.v1.MsgImpersonate;
import dev.orrery.proto.devnet.v1.MsgSetBalance;
import dev.orrery.proto.devnet.v1.MsgSetStorage;
import dev.orrery.proto.devnet.v1.SendRequest;
import dev.orrery.proto.devnet.v1.SetBalanceRequest;
import dev.orrery.proto.devnet.v1.SetStorageRequest;
import dev.orrery.proto.devnet.v1.StopImpersonatingRequest;
import dev.orrery.proto.devnet.v1.SudoRequest;
import dev.orrery.proto.devnet.v1.TxResponse;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a developer can do to the chain. Any thread. */
public final class DevnetMethods {
    private static final int MAX_MESSAGES = 100;
    private static final int MAX_COINS = 100;
    private static final int MAX_CHANGES = 1_000;

    /** Half a minute of work or so. */
    private static final int MAX_BLOCKS = 10_000;

    private final Around around;
    private final TimeTravel travel;

    /**
     * What the methods work on.
     *
     * @param messages what the chain takes
     * @param authority in whose name only governance's messages are sent
     */
    public record Around(
            Chain chain,
            SoloNode node,
            UnsignedSending sending,
            MessageRouter messages,
            ContractRegistry contracts,
            AddressFormat format,
            String authority) {}

    public DevnetMethods(Around around) {
        this.around = around;
        this.travel = new TimeTravel(around.chain(), around.node());
    }

    public List<DevnetMethod<?>> all() {
        return Stream.concat(
                        travel.methods().stream(),
                        Stream.of(
                                new DevnetMethod<>("Mine", MineRequest.getDefaultInstance(), this::mine),
                                new DevnetMethod<>("Send", SendRequest.getDefaultInstance(), this::send),
                                new DevnetMethod<>(
                                        "Impersonate", ImpersonateRequest.getDefaultInstance(), this::impersonate),
                                new DevnetMethod<>(
                                        "StopImpersonating",
                                        StopImpersonatingRequest.getDefaultInstance(),
                                        this::stopImpersonating),
                                new DevnetMethod<>("Sudo", SudoRequest.getDefaultInstance(), this::sudo),
                                new DevnetMethod<>(
                                        "SetBalance", SetBalanceRequest.getDefaultInstance(), this::setBalance),
                                new DevnetMethod<>(
                                        "GetStorage", GetStorageRequest.getDefaultInstance(), this::getStorage),
                                new DevnetMethod<>(
                                        "SetStorage", SetStorageRequest.getDefaultInstance(), this::setStorage)))
                .toList();
    }

    /** A request that makes no sense; the text names the field. */
    static StatusRuntimeException invalid(String text) {
        return Status.INVALID_ARGUMENT.withDescription(text).asRuntimeException();
    }

    private MineResponse mine(MineRequest request) {
        int blocks = request.getBlocks() == 0 ? 1 : request.getBlocks();
        if (blocks < 0 || blocks > MAX_BLOCKS) {
            throw invalid("blocks: at most " + MAX_BLOCKS + ", got " + Integer.toUnsignedString(blocks));
        }
        Optional<Duration> apart = Optional.of(request.getIntervalSeconds())
                .filter(seconds -> seconds != 0)
                .map(seconds -> TimeTravel.duration("interval_seconds", seconds));
        valid("interval_seconds", () -> {
            around.node().produce(blocks, apart);
            return true;
        });
        return MineResponse.newBuilder()
                .setHeight(around.node().blocks().height())
                .setTime(around.node().timeline().newestTime().toString())
                .build();
    }

    private TxResponse send(SendRequest request) {
        limit("messages", request.getMessagesCount(), MAX_MESSAGES);
        if (request.getGasLimit() < 0) {
            throw invalid("gas_limit: at most 2^63-1");
        }
        List<Message> messages = new ArrayList<>();
        for (Any any : request.getMessagesList()) {
            messages.add(valid("messages", () -> around.messages().unpack(any)));
        }
        return carryOut(
                new UnsignedSending.Order(messages, request.getMemo(), request.getGasLimit(), 0, Optional.empty()));
    }

    private TxResponse impersonate(ImpersonateRequest request) {
        return impersonate(request.getAddress(), false);
    }

    private TxResponse stopImpersonating(StopImpersonatingRequest request) {
        return impersonate(request.getAddress(), true);
    }

    private TxResponse impersonate(String address, boolean stop) {
        return carryOut(UnsignedSending.Order.of(MsgImpersonate.newBuilder()
                .setAuthority(around.authority())
                .setAddress(text("address", address))
                .setStop(stop)
                .build()));
    }

    private TxResponse sudo(SudoRequest request) {
        return carryOut(UnsignedSending.Order.of(MsgSudoContract.newBuilder()
                .setAuthority(around.authority())
                .setContract(text("contract", request.getContract()))
                .setMsg(request.getMsg())
                .build()));
    }

    private TxResponse setBalance(SetBalanceRequest request) {
        limit("amount", request.getAmountCount(), MAX_COINS);
        return carryOut(UnsignedSending.Order.of(MsgSetBalance.newBuilder()
                .setAuthority(around.authority())
                .setAddress(text("address", request.getAddress()))
                .addAllAmount(request.getAmountList())
                .build()));
    }

    private GetStorageResponse getStorage(GetStorageRequest request) {
        Address contract = address("contract", request.getContract());
        GetStorageResponse.Builder response = GetStorageResponse.newBuilder();
        Optional<byte[]> value = valid(
                "contract",
                () -> around.chain().read(ctx -> {
                    around.contracts().get(ctx, contract);
                    return around.contracts()
                            .state(ctx, contract)
                            .get(request.getKey().toByteArray());
                }));
        value.ifPresent(bytes -> response.setValue(ByteString.copyFrom(bytes)));
        return response.build();
    }

    private TxResponse setStorage(SetStorageRequest request) {
        limit("changes", request.getChangesCount(), MAX_CHANGES);
        return carryOut(UnsignedSending.Order.of(MsgSetStorage.newBuilder()
                .setAuthority(around.authority())
                .setContract(text("contract", request.getContract()))
                .addAllChanges(request.getChangesList())
                .build()));
    }

    private TxResponse carryOut(UnsignedSending.Order order) {
        UnsignedSending.Outcome outcome =
                valid("messages", () -> around.sending().send(order));
        ExecTxResult result = outcome.tx().getResult();
        TxResponse.Builder response = TxResponse.newBuilder()
                .setHeight(outcome.tx().getHeight())
                .setHash(HexFormat.of()
                        .withUpperCase()
                        .formatHex(BlockHashes.transaction(outcome.tx().getTx()).toByteArray()))
                .setCode(result.getCode())
                .setCodespace(result.getCodespace())
                .setLog(result.getLog())
                .setGasUsed(result.getGasUsed());
        return outcome.isSuccess()
                ? response.addAllResponses(outcome.responses()).build()
                : response.build();
    }

    private static void limit(String field, int count, int most) {
        if (count == 0 || count > most) {
            throw invalid(field + ": from 1 to " + most + " of them, got " + count);
        }
    }

    private Address address(String field, String text) {
        return valid(field, () -> around.format().parse(text));
    }

    /** An address as the chain spells it. */
    private String text(String field, String text) {
        return around.format().text(address(field, text));
    }

    static <T> T valid(String field, Supplier<T> step) {
        try {
            return step.get();
        } catch (ChainException e) {
            throw invalid(field + ": " + e.text());
        } catch (IllegalArgumentException e) {
            throw invalid(field + ": " + e.getMessage());
        }
    }
}
