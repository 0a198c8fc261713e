package dev.orrery.server.contracts;

import com.google.protobuf.ByteString;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.wasm.AuthorizationPolicy;
import dev.orrery.chain.wasm.CodeRegistry;
import dev.orrery.chain.wasm.ContractCalls;
import dev.orrery.chain.wasm.ContractMessages;
import dev.orrery.msg.Bytes;
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
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The methods of {@code orrery.contracts.v1.Contracts}. Called on any thread; the work is done by {@code workers}. */
public final class ContractsService extends ContractsGrpc.ContractsImplBase {
    private static final AuthorizationPolicy POLICY = new AuthorizationPolicy.Default();
    private static final String UNNAMED = "contract";

    private final ContractsState state;
    private final ContractListing listing;
    private final Executor workers;

    /** Who owns code that nobody claims. */
    private final String uploader;

    /** @param workers may be kept busy for as long as contracts run */
    public ContractsService(ContractsState state, Executor workers) {
        this.state = state;
        this.listing = new ContractListing(state);
        this.workers = workers;
        this.uploader = state.format().text(Address.ofModule("orrery"));
    }

    @Override
    public void storeCode(StoreCodeRequest request, StreamObserver<StoreCodeResponse> answer) {
        answer(answer, () -> {
            String sender = request.getSender().isEmpty()
                    ? uploader
                    : state.format().text(address("sender", request.getSender()));
            byte[] wasm = request.getWasm().toByteArray();
            CodeRegistry.Created created = state.change(
                            BlockRequest.NEXT,
                            VmLimits.UPLOAD,
                            ctx -> state.wasm().codes().create(ctx, sender, wasm, Optional.empty(), POLICY))
                    .value();
            return StoreCodeResponse.newBuilder()
                    .setCodeId(created.codeId())
                    .setChecksum(ByteString.copyFrom(created.checksum().toBytes()))
                    .build();
        });
    }

    @Override
    public void instantiate(InstantiateRequest request, StreamObserver<InstantiateResponse> answer) {
        answer(answer, () -> {
            ContractCalls.Creation creation = creation(request);
            ContractsState.Done<ContractCalls.Instantiated> done = state.change(
                    BlockRequest.of(request.getBlock()),
                    VmLimits.of(request.getGasLimit()),
                    ctx -> calls().instantiate(ctx, creation, POLICY));
            String contract = state.format().text(done.value().contract());
            return InstantiateResponse.newBuilder()
                    .setContract(contract)
                    .setResult(Answers.result(
                            done, done.value().data(), done.value().contract(), state.format()))
                    .build();
        });
    }

    @Override
    public void execute(ExecuteRequest request, StreamObserver<ExecuteResponse> answer) {
        answer(answer, () -> {
            Address contract = address("contract", request.getContract());
            Address sender = address("sender", request.getSender());
            var funds = Requests.funds(request.getFundsList());
            byte[] msg = request.getMsg().toByteArray();
            ContractsState.Done<Optional<Bytes>> done = state.change(
                    BlockRequest.of(request.getBlock()),
                    VmLimits.of(request.getGasLimit()),
                    ctx -> calls().execute(ctx, contract, sender, msg, funds));
            return ExecuteResponse.newBuilder()
                    .setResult(Answers.result(done, done.value(), contract, state.format()))
                    .build();
        });
    }

    @Override
    public void query(QueryRequest request, StreamObserver<QueryResponse> answer) {
        answer(answer, () -> {
            Address contract = address("contract", request.getContract());
            ContractsState.Done<Optional<byte[]>> done = state.read(
                    BlockRequest.of(request.getBlock()),
                    VmLimits.of(request.getGasLimit()),
                    ctx -> ask(ctx, contract, request));
            QueryResponse.Builder response = QueryResponse.newBuilder().setGas(Answers.gas(done.gas(), done.ctx()));
            done.value().ifPresent(data -> response.setData(ByteString.copyFrom(data)));
            return response.build();
        });
    }

    @Override
    public void migrate(MigrateRequest request, StreamObserver<MigrateResponse> answer) {
        answer(answer, () -> {
            Address contract = address("contract", request.getContract());
            Address sender = address("sender", request.getSender());
            byte[] msg = request.getMsg().toByteArray();
            ContractsState.Done<Optional<Bytes>> done =
                    state.change(BlockRequest.of(request.getBlock()), VmLimits.of(request.getGasLimit()), ctx -> {
                        listing.require(ctx, contract);
                        listing.requireCode(ctx, request.getCodeId());
                        return calls().migrate(ctx, contract, sender, request.getCodeId(), msg, POLICY);
                    });
            return MigrateResponse.newBuilder()
                    .setResult(Answers.result(done, done.value(), contract, state.format()))
                    .build();
        });
    }

    @Override
    public void sudo(SudoRequest request, StreamObserver<SudoResponse> answer) {
        answer(answer, () -> {
            Address contract = address("contract", request.getContract());
            byte[] msg = request.getMsg().toByteArray();
            ContractsState.Done<Optional<Bytes>> done = state.change(
                    BlockRequest.of(request.getBlock()),
                    VmLimits.of(request.getGasLimit()),
                    ctx -> calls().sudo(ctx, contract, msg));
            return SudoResponse.newBuilder()
                    .setResult(Answers.result(done, done.value(), contract, state.format()))
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
        answer(answer, () -> listing.contract(address("contract", request.getContract())));
    }

    @Override
    public void getState(GetStateRequest request, StreamObserver<GetStateResponse> answer) {
        answer(answer, () -> listing.state(address("contract", request.getContract()), request));
    }

    private ContractCalls.Creation creation(InstantiateRequest request) {
        Address sender = address("sender", request.getSender());
        String admin = request.getAdmin().isEmpty() ? "" : state.format().text(address("admin", request.getAdmin()));
        String label = request.getLabel().isEmpty() ? UNNAMED : request.getLabel();
        ContractMessages.requireLabel(label);
        byte[] msg = request.getMsg().toByteArray();
        return new ContractCalls.Creation(
                request.getCodeId(), sender, admin, msg, label, Requests.funds(request.getFundsList()), place(request));
    }

    private static ContractCalls.Placement place(InstantiateRequest request) {
        if (!request.hasSalt()) {
            return new ContractCalls.Placement.Classic();
        }
        byte[] salt = request.getSalt().toByteArray();
        ContractMessages.requireSalt(salt);
        return new ContractCalls.Placement.Predictable(salt, request.getFixMsg());
    }

    private Optional<byte[]> ask(Context ctx, Address contract, QueryRequest request) {
        return switch (request.getQuestionCase()) {
            case SMART ->
                Optional.of(calls().query(ctx, contract, request.getSmart().toByteArray()));
            case RAW -> {
                listing.require(ctx, contract);
                yield state.wasm()
                        .contracts()
                        .state(ctx, contract)
                        .get(request.getRaw().toByteArray());
            }
            case QUESTION_NOT_SET -> throw Refusals.invalid("question: smart or raw must be set");
        };
    }

    private ContractCalls calls() {
        return state.wasm().calls();
    }

    private Address address(String field, String text) {
        return Requests.address(field, text, state.format());
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
