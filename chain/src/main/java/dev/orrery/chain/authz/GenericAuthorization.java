package dev.orrery.chain.authz;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.error.ChainException;

/** Any message of one kind. Cosmos SDK x/authz/generic_authorization.go. */
record GenericAuthorization(dev.orrery.proto.cosmos.authz.v1beta1.GenericAuthorization authorization)
        implements Authorization {
    static final AuthorizationKind<?> KIND = new AuthorizationKind<>(
            dev.orrery.proto.cosmos.authz.v1beta1.GenericAuthorization.getDefaultInstance(), GenericAuthorization::new);

    @Override
    public String typeUrl() {
        return authorization.getMsg();
    }

    @Override
    public void validate() {
        if (authorization.getMsg().isEmpty()) {
            throw ChainException.plain("msg type cannot be empty");
        }
    }

    @Override
    public Verdict accept(Context context, Message message) {
        return new Verdict.Accepted();
    }

    @Override
    public Message toProto() {
        return authorization;
    }
}
