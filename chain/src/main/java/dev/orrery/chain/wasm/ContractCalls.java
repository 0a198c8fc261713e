package dev.orrery.chain.wasm;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.error.Circumstances;
import dev.orrery.chain.error.ErrorCode;
import dev.orrery.chain.error.SdkError;
import dev.orrery.msg.Attribute;
import dev.orrery.msg.Bytes;
import dev.orrery.msg.ContractResult;
import dev.orrery.msg.Event;
import dev.orrery.msg.MessageInfo;
import dev.orrery.msg.MigrateInfo;
import dev.orrery.msg.QueryResult;
import dev.orrery.msg.Reply;
import dev.orrery.msg.Response;
import dev.orrery.msg.SubMsg;
import dev.orrery.msg.json.Codec;
import dev.orrery.msg.json.ContractResultJson;
import dev.orrery.msg.json.EnvJson;
import dev.orrery.msg.json.GoJson;
import dev.orrery.msg.json.QuerierResultJson;
import dev.orrery.proto.cosmwasm.wasm.v1.CodeInfo;
import dev.orrery.proto.cosmwasm.wasm.v1.ContractInfo;
import dev.orrery.vm.AnalysisReport;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.EntryPoint;
import java.util.List;
import java.util.Optional;

/**
 * Runs contracts on the chain: who may, what it costs, what they are told, what becomes of their answer. wasmd
 * x/wasm/keeper/keeper.go; the order of all that touches gas, state or events is the reference's.
 */
public final class ContractCalls {
    private final CodeRegistry codes;
    private final ContractRegistry contracts;
    private final EntryCall entry;
    private final AddressFormat format;
    private final Accounts accounts;
    private final Bank bank;
    private final ResponseHandler responses;

    ContractCalls(
            CodeRegistry codes,
            ContractRegistry contracts,
            EntryCall entry,
            AddressFormat format,
            Accounts accounts,
            Bank bank,
            ResponseHandler responses) {
        this.codes = codes;
        this.contracts = contracts;
        this.entry = entry;
        this.format = format;
        this.accounts = accounts;
        this.bank = bank;
        this.responses = responses;
    }

    /**
     * A contract to be made.
     *
     * @param admin text of an address; empty for none
     */
    public record Creation(
            long codeId, Address creator, String admin, byte[] msg, String label, Coins funds, Placement place) {}

    /** Where a new contract goes. */
    public sealed interface Placement {
        /** Next in the row. */
        record Classic() implements Placement {}

        /** @param fixMsg whether the message is part of the address */
        record Predictable(byte[] salt, boolean fixMsg) implements Placement {}
    }

    /** A contract that was made, and what it answered. */
    public record Instantiated(Address contract, Optional<Bytes> data) {}

    public Instantiated instantiate(Context outer, Creation creation, AuthorizationPolicy policy) {
        long codeId = creation.codeId();
        CodeInfo code = codes.get(outer, codeId);
        Checksum checksum = CodeRegistry.checksumOf(code);
        boolean discount = codes.discount(outer, checksum, codes.isPinned(outer, codeId));
        outer.gas().consume(GasRegister.setup(discount), "Loading CosmWasm module: instantiate");
        String creator = format.text(creation.creator());
        if (!policy.mayInstantiate(Access.of(code.getInstantiateConfig()), creator)) {
            throw SdkError.UNAUTHORIZED.failure("can not instantiate");
        }
        Address contract = place(outer, creation, checksum);
        if (contracts.exists(outer, contract)) {
            throw WasmError.DUPLICATE.failure(
                    "contract address already exists, try a different combination of creator, checksum and salt");
        }
        claimAccount(outer, contract);
        transfer(outer, creation.creator(), contract, creation.funds());

        byte[] info = GoJson.encode(EnvJson.MESSAGE_INFO, messageInfo(creation.creator(), creation.funds()));
        Response response = unwrap(
                call(
                        outer,
                        contract,
                        checksum,
                        EntryPoint.INSTANTIATE,
                        List.of(info, creation.msg()),
                        ContractResultJson.CONTRACT_RESULT),
                WasmError.INSTANTIATE_FAILED);
        ContractInfo contractInfo = describe(outer, creation, creator, contract, codes.analyze(code));
        contracts.add(outer, contract, creation.creator(), contractInfo, creation.msg());
        outer.events()
                .emit(
                        "instantiate",
                        "_contract_address",
                        format.text(contract),
                        "code_id",
                        Long.toUnsignedString(codeId));
        Context inner = outer.with(CallContext.POLICY, policy.forMessagesOf(AuthorizationPolicy.Action.INSTANTIATE));
        Optional<Bytes> data =
                Circumstances.within("dispatch", () -> finish(inner, contract, contractInfo.getIbcPortId(), response));
        return new Instantiated(contract, data);
    }

    public Optional<Bytes> execute(Context ctx, Address contract, Address caller, byte[] msg, Coins funds) {
        Loaded loaded = load(ctx, contract);
        setUp(ctx, loaded, "execute");
        transfer(ctx, caller, contract, funds);
        byte[] info = GoJson.encode(EnvJson.MESSAGE_INFO, messageInfo(caller, funds));
        Response response = unwrap(
                call(
                        ctx,
                        contract,
                        loaded.checksum(),
                        EntryPoint.EXECUTE,
                        List.of(info, msg),
                        ContractResultJson.CONTRACT_RESULT),
                WasmError.EXECUTE_FAILED);
        ctx.events().emit("execute", "_contract_address", format.text(contract));
        return finish(ctx, contract, loaded.info().getIbcPortId(), response);
    }

    public Optional<Bytes> migrate(
            Context ctx, Address contract, Address caller, long newCodeId, byte[] msg, AuthorizationPolicy policy) {
        ContractInfo info =
                contracts.find(ctx, contract).orElseThrow(() -> SdkError.INVALID_REQUEST.failure("unknown contract"));
        String sender = format.text(caller);
        if (!policy.mayModifyContract(ContractRegistry.admin(info), sender)) {
            throw SdkError.UNAUTHORIZED.failure("can not migrate");
        }
        CodeInfo newCode =
                codes.find(ctx, newCodeId).orElseThrow(() -> SdkError.INVALID_REQUEST.failure("unknown code"));
        if (!policy.mayInstantiate(Access.of(newCode.getInstantiateConfig()), sender)) {
            throw SdkError.UNAUTHORIZED.failure("to use new code");
        }
        AnalysisReport report = codes.analyze(newCode);
        ContractInfo updated = withPorts(info, contract, report);
        AnalysisReport oldReport = codes.analyze(codes.get(ctx, info.getCodeId()));
        boolean sameVersion = report.contractMigrateVersion().isPresent()
                && report.contractMigrateVersion().equals(oldReport.contractMigrateVersion());
        Optional<Response> response = sameVersion
                ? Optional.empty()
                : Optional.of(callMigrate(
                        ctx,
                        contract,
                        newCode,
                        newCodeId,
                        msg,
                        new MigrateInfo(sender, oldReport.contractMigrateVersion())));
        contracts.migrated(ctx, contract, updated, newCodeId, msg);
        ctx.events()
                .emit(
                        "migrate",
                        "code_id",
                        Long.toUnsignedString(newCodeId),
                        "_contract_address",
                        format.text(contract));
        if (response.isEmpty()) {
            return Optional.empty();
        }
        Context inner = ctx.with(CallContext.POLICY, policy.forMessagesOf(AuthorizationPolicy.Action.MIGRATE));
        return Circumstances.within("dispatch", () -> finish(inner, contract, updated.getIbcPortId(), response.get()));
    }

    /** Calls a contract in the name of the chain itself. Whether anybody may ask for that is the caller's affair. */
    public Optional<Bytes> sudo(Context ctx, Address contract, byte[] msg) {
        Loaded loaded = load(ctx, contract);
        setUp(ctx, loaded, "sudo");
        Response response = unwrap(
                call(
                        ctx,
                        contract,
                        loaded.checksum(),
                        EntryPoint.SUDO,
                        List.of(msg),
                        ContractResultJson.CONTRACT_RESULT),
                WasmError.EXECUTE_FAILED);
        ctx.events().emit("sudo", "_contract_address", format.text(contract));
        return Circumstances.within(
                "dispatch", () -> finish(ctx, contract, loaded.info().getIbcPortId(), response));
    }

    /** Tells a contract what came of its message. */
    Optional<Bytes> reply(Context ctx, Address contract, Reply reply) {
        Loaded loaded = load(ctx, contract);
        ctx.gas().consume(GasRegister.reply(reply), "Loading CosmWasm module: reply");
        byte[] json = GoJson.encode(ContractResultJson.REPLY, reply);
        Response response = unwrap(
                call(
                        ctx,
                        contract,
                        loaded.checksum(),
                        EntryPoint.REPLY,
                        List.of(json),
                        ContractResultJson.CONTRACT_RESULT),
                WasmError.EXECUTE_FAILED);
        ctx.events().emit("reply", "_contract_address", format.text(contract));
        return Circumstances.within(
                "dispatch", () -> finish(ctx, contract, loaded.info().getIbcPortId(), response));
    }

    /** Asks a contract. What the context's state is given in the meantime must be thrown away. */
    public byte[] query(Context outer, Address contract, byte[] msg) {
        Context ctx = CallContext.deeperQuery(outer);
        Loaded loaded = load(ctx, contract);
        setUp(ctx, loaded, "query");
        QueryResult result =
                call(ctx, contract, loaded.checksum(), EntryPoint.QUERY, List.of(msg), QuerierResultJson.QUERY_RESULT);
        return switch (result) {
            case QueryResult.Ok ok -> ok.value().toArray();
            case QueryResult.Err err ->
                throw WasmError.QUERY_FAILED.failure(err.error()).deterministic();
        };
    }

    /** A contract that exists, and its code. */
    record Loaded(ContractInfo info, CodeInfo code) {
        Checksum checksum() {
            return CodeRegistry.checksumOf(code);
        }
    }

    Loaded load(Context ctx, Address contract) {
        ContractInfo info =
                contracts.find(ctx, contract).orElseThrow(() -> WasmSystemError.noSuchContract(format.text(contract)));
        return new Loaded(info, codes.get(ctx, info.getCodeId()));
    }

    void setUp(Context ctx, Loaded loaded, String what) {
        boolean pinned = codes.isPinned(ctx, loaded.info().getCodeId());
        boolean discount = codes.discount(ctx, loaded.checksum(), pinned);
        ctx.gas().consume(GasRegister.setup(discount), "Loading CosmWasm module: " + what);
    }

    private Address place(Context ctx, Creation creation, Checksum checksum) {
        return switch (creation.place()) {
            case Placement.Classic classic ->
                ContractAddresses.classic(
                        creation.codeId(), Sequences.next(ctx.store(WasmKeys.STORE), WasmKeys.NEXT_INSTANCE_ID));
            case Placement.Predictable place ->
                ContractAddresses.predictable(
                        checksum, creation.creator(), place.salt(), place.fixMsg() ? creation.msg() : new byte[0]);
        };
    }

    private void claimAccount(Context ctx, Address contract) {
        Optional<Accounts.Existing> existing = accounts.find(ctx, contract);
        if (existing.isEmpty()) {
            accounts.create(ctx, contract);
            return;
        }
        boolean usable = switch (existing.get()) {
            case PLAIN -> true;
            case CLAIMED -> false;
            case SPECIAL -> accounts.replace(ctx, contract);
        };
        if (!usable) {
            throw WasmError.ACCOUNT_EXISTS.failure("address is claimed by external account");
        }
    }

    private void transfer(Context ctx, Address from, Address to, Coins funds) {
        if (!funds.isZero()) {
            bank.transfer(ctx, from, to, funds);
        }
    }

    private MessageInfo messageInfo(Address sender, Coins funds) {
        return new MessageInfo(format.text(sender), WasmCoins.toContract(funds));
    }

    private ContractInfo describe(
            Context ctx, Creation creation, String creator, Address contract, AnalysisReport report) {
        ContractInfo info = ContractInfo.newBuilder()
                .setCodeId(creation.codeId())
                .setCreator(creator)
                .setAdmin(creation.admin())
                .setLabel(creation.label())
                .setCreated(TxPosition.of(ctx))
                .build();
        return withPorts(info, contract, report);
    }

    private ContractInfo withPorts(ContractInfo info, Address contract, AnalysisReport report) {
        ContractInfo.Builder ports = info.toBuilder().setIbc2PortId(Ports.v2(contract, format));
        if (report.hasIbcEntryPoints()) {
            ports.setIbcPortId(Ports.v1(contract, format));
        } else if (!info.getIbcPortId().isEmpty()) {
            throw WasmError.MIGRATION_FAILED.failure("requires ibc callbacks");
        }
        return ports.build();
    }

    private Response callMigrate(
            Context ctx, Address contract, CodeInfo code, long codeId, byte[] msg, MigrateInfo migrateInfo) {
        Checksum checksum = CodeRegistry.checksumOf(code);
        boolean discount = codes.discount(ctx, checksum, codes.isPinned(ctx, codeId));
        ctx.gas().consume(GasRegister.setup(discount), "Loading CosmWasm module: migrate");
        return unwrap(
                call(
                        ctx,
                        contract,
                        checksum,
                        EntryPoint.MIGRATE,
                        List.of(msg, GoJson.encode(EnvJson.MIGRATE_INFO, migrateInfo)),
                        ContractResultJson.CONTRACT_RESULT),
                WasmError.MIGRATION_FAILED);
    }

    /** Reports the contract's events and carries out its messages. */
    private Optional<Bytes> finish(Context ctx, Address contract, String ibcPort, Response response) {
        return finish(
                ctx, contract, ibcPort, response.messages(), response.attributes(), response.events(), response.data());
    }

    Optional<Bytes> finish(
            Context ctx,
            Address contract,
            String ibcPort,
            List<SubMsg> messages,
            List<Attribute> attributes,
            List<Event> events,
            Optional<Bytes> data) {
        ctx.gas().consume(GasRegister.events(attributes, events), "Custom contract event attributes");
        String text = format.text(contract);
        ctx.events().emitAll(ContractEvents.ofAttributes(attributes, text));
        ctx.events().emitAll(ContractEvents.custom(events, text));
        ctx.carried(CallContext.OBSERVER).ifPresent(observer -> observer.emitted(contract, messages));
        return responses.handle(CallContext.deeperCall(ctx), contract, ibcPort, messages, data);
    }

    private <T> T call(
            Context ctx, Address contract, Checksum code, EntryPoint point, List<byte[]> args, Codec<T> answer) {
        return switch (entry.call(ctx, contract, code, point, args, answer)) {
            case VmAnswer.Read<T> read -> read.value();
            case VmAnswer.Failed<T> failed -> throw WasmError.VM.failure(failed.text());
        };
    }

    private static Response unwrap(ContractResult<Response> result, ErrorCode failed) {
        return switch (result) {
            case ContractResult.Ok<Response> ok -> ok.value();
            case ContractResult.Err<Response> err ->
                throw failed.failure(err.error()).deterministic();
            case ContractResult.Empty<Response> empty -> throw ContractPanicException.missingResponse();
        };
    }
}
