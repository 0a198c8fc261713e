package dev.orrery.server.contracts;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.proto.contracts.v1.ContractsGrpc;
import dev.orrery.proto.contracts.v1.ExecuteRequest;
import dev.orrery.proto.contracts.v1.ExecuteResponse;
import dev.orrery.proto.contracts.v1.GetCodeRequest;
import dev.orrery.proto.contracts.v1.GetCodeResponse;
import dev.orrery.proto.contracts.v1.GetContractRequest;
import dev.orrery.proto.contracts.v1.GetContractResponse;
import dev.orrery.proto.contracts.v1.GetStateRequest;
import dev.orrery.proto.contracts.v1.GetStateResponse;
import dev.orrery.proto.contracts.v1.InstantiateRequest;
import dev.orrery.proto.contracts.v1.InstantiateResponse;
import dev.orrery.proto.contracts.v1.ListCodesRequest;
import dev.orrery.proto.contracts.v1.ListCodesResponse;
import dev.orrery.proto.contracts.v1.ListContractsRequest;
import dev.orrery.proto.contracts.v1.ListContractsResponse;
import dev.orrery.proto.contracts.v1.MigrateRequest;
import dev.orrery.proto.contracts.v1.MigrateResponse;
import dev.orrery.proto.contracts.v1.QueryRequest;
import dev.orrery.proto.contracts.v1.QueryResponse;
import dev.orrery.proto.contracts.v1.StoreCodeRequest;
import dev.orrery.proto.contracts.v1.StoreCodeResponse;
import dev.orrery.proto.contracts.v1.SudoRequest;
import dev.orrery.proto.contracts.v1.SudoResponse;
import dev.orrery.proto.cosmos.base.v1beta1.Coin;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgExecuteContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgExecuteContractResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgInstantiateContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgInstantiateContract2;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgInstantiateContractResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgMigrateContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgMigrateContractResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgStoreCode;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgStoreCodeResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgSudoContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgSudoContractResponse;
import dev.orrery.server.devnet.UnsignedSending;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The methods of {@code orrery.contracts.v1.Contracts}. Called on any thread; the work is done by {@code workers}. */
public final class ContractsService extends ContractsGrpc.ContractsImplBase {
    private static final String UNNAMED = "contract";

    private final Contracts chain;
    private final ContractListing listing;
    private final Executor workers;

    /** Who owns code that nobody claims. */
    private final String uploader;

    /** @param workers may be kept busy for as long as contracts run */
    public ContractsService(Contracts chain, Executor workers) {
        this.chain = chain;
        this.listing = new ContractListing(chain);
        this.workers = workers;
        this.uploader = chain.format().text(Address.ofModule("orrery"));
    }

    @Override
    public void storeCode(StoreCodeRequest request, StreamObserver<StoreCodeResponse> answer) {
        answer(answer, () -> {
            MsgStoreCode msg = MsgStoreCode.newBuilder()
                    .setSender(request.getSender().isEmpty() ? uploader : address("sender", request.getSender()))
                    .setWasmByteCode(request.getWasm())
                    .build();
            MsgStoreCodeResponse stored = chain.carryOut(msg, BlockRequest.NEXT, VmLimits.UPLOAD)
                    .response(MsgStoreCodeResponse.getDefaultInstance());
            return StoreCodeResponse.newBuilder()
                    .setCodeId(stored.getCodeId())
                    .setChecksum(stored.getChecksum())
                    .build();
        });
    }

    @Override
    public void instantiate(InstantiateRequest request, StreamObserver<InstantiateResponse> answer) {
        answer(answer, () -> {
            UnsignedSending.Outcome outcome = chain.carryOut(
                    creation(request), BlockRequest.of(request.getBlock()), VmLimits.of(request.getGasLimit()));
            // Both kinds of messages answer alike.
            MsgInstantiateContractResponse made = outcome.response(MsgInstantiateContractResponse.getDefaultInstance());
            return InstantiateResponse.newBuilder()
                    .setContract(made.getAddress())
                    .setResult(Answers.result(outcome, made.getData(), made.getAddress(), chain))
                    .build();
        });
    }

    @Override
    public void execute(ExecuteRequest request, StreamObserver<ExecuteResponse> answer) {
        answer(answer, () -> {
            String contract = address("contract", request.getContract());
            MsgExecuteContract msg = MsgExecuteContract.newBuilder()
                    .setContract(contract)
                    .setSender(address("sender", request.getSender()))
                    .setMsg(request.getMsg())
                    .addAllFunds(Requests.funds(request.getFundsList()).toProto())
                    .build();
            UnsignedSending.Outcome outcome =
                    chain.carryOut(msg, BlockRequest.of(request.getBlock()), VmLimits.of(request.getGasLimit()));
            ByteString data = outcome.response(MsgExecuteContractResponse.getDefaultInstance())
                    .getData();
            return ExecuteResponse.newBuilder()
                    .setResult(Answers.result(outcome, data, contract, chain))
                    .build();
        });
    }

    @Override
    public void query(QueryRequest request, StreamObserver<QueryResponse> answer) {
        answer(answer, () -> {
            Address contract = Requests.address("contract", request.getContract(), chain.format());
            Contracts.Answer<Optional<byte[]>> asked = chain.ask(
                    BlockRequest.of(request.getBlock()),
                    VmLimits.of(request.getGasLimit()),
                    ctx -> ask(ctx, contract, request));
            QueryResponse.Builder response =
                    QueryResponse.newBuilder().setGas(Answers.gas(asked.gas(), asked.sdkGas()));
            asked.value().ifPresent(data -> response.setData(ByteString.copyFrom(data)));
            return response.build();
        });
    }

    @Override
    public void migrate(MigrateRequest request, StreamObserver<MigrateResponse> answer) {
        answer(answer, () -> {
            Address contract = Requests.address("contract", request.getContract(), chain.format());
            MsgMigrateContract msg = MsgMigrateContract.newBuilder()
                    .setContract(chain.format().text(contract))
                    .setSender(address("sender", request.getSender()))
                    .setCodeId(request.getCodeId())
                    .setMsg(request.getMsg())
                    .build();
            chain.read(ctx -> {
                listing.require(ctx, contract);
                return listing.requireCode(ctx, request.getCodeId());
            });
            UnsignedSending.Outcome outcome =
                    chain.carryOut(msg, BlockRequest.of(request.getBlock()), VmLimits.of(request.getGasLimit()));
            ByteString data = outcome.response(MsgMigrateContractResponse.getDefaultInstance())
                    .getData();
            return MigrateResponse.newBuilder()
                    .setResult(Answers.result(outcome, data, msg.getContract(), chain))
                    .build();
        });
    }

    @Override
    public void sudo(SudoRequest request, StreamObserver<SudoResponse> answer) {
        answer(answer, () -> {
            MsgSudoContract msg = MsgSudoContract.newBuilder()
                    .setContract(address("contract", request.getContract()))
                    .setAuthority(chain.authority())
                    .setMsg(request.getMsg())
                    .build();
            UnsignedSending.Outcome outcome =
                    chain.carryOut(msg, BlockRequest.of(request.getBlock()), VmLimits.of(request.getGasLimit()));
            ByteString data = outcome.response(MsgSudoContractResponse.getDefaultInstance())
                    .getData();
            return SudoResponse.newBuilder()
                    .setResult(Answers.result(outcome, data, msg.getContract(), chain))
                    .build();
        });
    }

    @Override
    public void listCodes(ListCodesRequest request, StreamObserver<ListCodesResponse> answer) {
        answer(answer, () -> listing.codes(request));
    }

    @Override
    public void getCode(GetCodeRequest request, StreamObserver<GetCodeResponse> answer) {
        answer(answer, () -> listing.code(request));
    }

    @Override
    public void listContracts(ListContractsRequest request, StreamObserver<ListContractsResponse> answer) {
        answer(answer, () -> listing.contracts(request));
    }

    @Override
    public void getContract(GetContractRequest request, StreamObserver<GetContractResponse> answer) {
        answer(answer, () -> listing.contract(Requests.address("contract", request.getContract(), chain.format())));
    }

    @Override
    public void getState(GetStateRequest request, StreamObserver<GetStateResponse> answer) {
        answer(
                answer,
                () -> listing.state(Requests.address("contract", request.getContract(), chain.format()), request));
    }

    private Message creation(InstantiateRequest request) {
        String sender = address("sender", request.getSender());
        String admin = request.getAdmin().isEmpty() ? "" : address("admin", request.getAdmin());
        String label = request.getLabel().isEmpty() ? UNNAMED : request.getLabel();
        List<Coin> funds = Requests.funds(request.getFundsList()).toProto();
        if (!request.hasSalt()) {
            return MsgInstantiateContract.newBuilder()
                    .setSender(sender)
                    .setAdmin(admin)
                    .setCodeId(request.getCodeId())
                    .setLabel(label)
                    .setMsg(request.getMsg())
                    .addAllFunds(funds)
                    .build();
        }
        return MsgInstantiateContract2.newBuilder()
                .setSender(sender)
                .setAdmin(admin)
                .setCodeId(request.getCodeId())
                .setLabel(label)
                .setMsg(request.getMsg())
                .addAllFunds(funds)
                .setSalt(request.getSalt())
                .setFixMsg(request.getFixMsg())
                .build();
    }

    private Optional<byte[]> ask(Context ctx, Address contract, QueryRequest request) {
        return switch (request.getQuestionCase()) {
            case SMART ->
                Optional.of(chain.wasm()
                        .calls()
                        .query(ctx, contract, request.getSmart().toByteArray()));
            case RAW -> {
                listing.require(ctx, contract);
                yield chain.wasm()
                        .contracts()
                        .state(ctx, contract)
                        .get(request.getRaw().toByteArray());
            }
            case QUESTION_NOT_SET -> throw Refusals.invalid("question: smart or raw must be set");
        };
    }

    /** An address of a request, as the chain spells it. */
    private String address(String field, String text) {
        return chain.format().text(Requests.address(field, text, chain.format()));
    }

    private <T> void answer(StreamObserver<T> observer, Supplier<T> work) {
        workers.execute(() -> {
            T answer;
            try {
                answer = work.get();
            } catch (RuntimeException e) {
                observer.onError(Refusals.of(e));
                return;
            }
            observer.onNext(answer);
            observer.onCompleted();
        });
    }
}
