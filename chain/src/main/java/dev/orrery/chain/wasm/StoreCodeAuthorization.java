package dev.orrery.chain.wasm;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.authz.Authorization;
import dev.orrery.chain.authz.AuthorizationKind;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.msg.json.GoText;
import dev.orrery.proto.cosmwasm.wasm.v1.CodeGrant;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgStoreCode;
import dev.orrery.vm.Checksum;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Uploads of certain codes, or of any. wasmd x/wasm/types/authz.go. */
record StoreCodeAuthorization(
        dev.orrery.proto.cosmwasm.wasm.v1.StoreCodeAuthorization authorization, AddressFormat format)
        implements Authorization {
    /** Stands for every code. */
    private static final String ANY = "*";

    private static final byte[] WASM = {0, 'a', 's', 'm'};

    static AuthorizationKind<?> kind(AddressFormat format) {
        return new AuthorizationKind<>(
                dev.orrery.proto.cosmwasm.wasm.v1.StoreCodeAuthorization.getDefaultInstance(),
                authorization -> new StoreCodeAuthorization(authorization, format));
    }

    @Override
    public String typeUrl() {
        return KnownTypes.urlOf(MsgStoreCode.getDefaultInstance());
    }

    @Override
    public Message toProto() {
        return authorization;
    }

    @Override
    public void validate() {
        List<CodeGrant> grants = authorization.getGrantsList();
        if (grants.isEmpty()) {
            throw WasmError.EMPTY.failure("grants");
        }
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < grants.size(); i++) {
            if (grants.size() > 1 && text(grants.get(i)).equals(ANY)) {
                throw SdkError.INVALID_REQUEST.failure(
                        "cannot have multiple grants when wildcard grant is one of them");
            }
            validate(grants.get(i), i);
            codes.add(text(grants.get(i)).toLowerCase(Locale.ROOT));
        }
        if (codes.size() != grants.size()) {
            throw SdkError.INVALID_REQUEST.failure("cannot have multiple grants with same code hash");
        }
    }

    private void validate(CodeGrant grant, int position) {
        try {
            if (grant.getCodeHash().isEmpty()) {
                throw WasmError.EMPTY.failure("code hash");
            }
            if (grant.hasInstantiatePermission()) {
                Access.of(grant.getInstantiatePermission()).validate(format);
            }
        } catch (ChainException e) {
            throw e.in("position " + position);
        }
    }

    @Override
    public Verdict accept(Context context, Message message) {
        if (!(message instanceof MsgStoreCode store)) {
            throw SdkError.INVALID_REQUEST.failure("unknown msg type");
        }
        String checksum =
                GoText.readable(Checksum.generate(code(context, store)).toBytes());
        boolean accepted = authorization.getGrantsList().stream().anyMatch(grant -> accepts(grant, checksum, store));
        return accepted ? new Verdict.Accepted() : new Verdict.Refused();
    }

    private static byte[] code(Context context, MsgStoreCode store) {
        byte[] code = store.getWasmByteCode().toByteArray();
        if (Gunzip.isGzip(code)) {
            context.gas().consume(GasRegister.uncompress(code.length), "Uncompress gzip bytecode");
            try {
                code = Gunzip.unpack(code, CodeRegistry.MAX_CODE_BYTES);
            } catch (ChainException e) {
                throw SdkError.INVALID_REQUEST.failure("uncompress wasm archive");
            }
        }
        if (code.length < WASM.length || !Arrays.equals(code, 0, WASM.length, WASM, 0, WASM.length)) {
            throw SdkError.INVALID_REQUEST.failure("checksum");
        }
        return code;
    }

    /** Quirk: the reference compares hashes as if they were text, without regard to case. */
    private static boolean accepts(CodeGrant grant, String checksum, MsgStoreCode store) {
        String code = text(grant);
        if (!code.equals(ANY) && !code.equalsIgnoreCase(checksum)) {
            return false;
        }
        if (!grant.hasInstantiatePermission()) {
            return true;
        }
        if (!store.hasInstantiatePermission()) {
            // The reference ends the transaction with a panic.
            throw new IllegalStateException("runtime error: invalid memory address or nil pointer dereference");
        }
        return Access.of(store.getInstantiatePermission()).isSubsetOf(Access.of(grant.getInstantiatePermission()));
    }

    private static String text(CodeGrant grant) {
        return GoText.readable(grant.getCodeHash().toByteArray());
    }
}
