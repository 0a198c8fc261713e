package dev.orrery.chain.authz;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.Keys.Triple;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.chain.wire.Times;
import dev.orrery.msg.json.GoJson;
import dev.orrery.msg.json.GoText;
import dev.orrery.proto.cosmos.authz.v1beta1.Grant;
import dev.orrery.proto.cosmos.authz.v1beta1.GrantQueueItem;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Who may send what in whose name. Reads and writes come in the reference's order, since each costs gas. Cosmos SDK x/authz/keeper.
 */
public final class AuthzKeeper {
    /** For each kind of message in an entry of the queue. SDK gas. keeper.go: gasCostPerIteration. */
    private static final long QUEUE_GAS = 20;

    /** Go's RFC 3339, without fractions. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final AuthKeeper accounts;
    private final Predicate<Address> isBlocked;
    private Map<String, AuthorizationKind<?>> kinds = Map.of();

    /**
     * @param isBlocked whom nobody may send anything, and who therefore gets no account by a grant
     */
    public AuthzKeeper(AuthKeeper accounts, Predicate<Address> isBlocked) {
        this.accounts = accounts;
        this.isBlocked = isBlocked;
    }

    /** Told once, before anything runs, what there is. */
    void learn(List<AuthorizationKind<?>> known) {
        kinds = known.stream().collect(Collectors.toMap(kind -> KnownTypes.urlOf(kind.prototype()), kind -> kind));
    }

    AuthKeeper accounts() {
        return accounts;
    }

    /**
     * The authorization that an {@code Any} holds.
     *
     * @throws ChainException if it holds nothing of that kind
     */
    Authorization read(Any any) {
        AuthorizationKind<?> kind = kinds.get(any.getTypeUrl());
        if (kind == null) {
            throw SdkError.TX_DECODE.failure("no concrete type registered for type URL " + any.getTypeUrl()
                    + " against interface *authz.Authorization");
        }
        try {
            return kind.read(any.getValue());
        } catch (InvalidProtocolBufferException e) {
            throw SdkError.TX_DECODE.failure("unexpected EOF");
        }
    }

    Optional<Grant> grant(Context context, Address granter, Address grantee, String typeUrl) {
        return AuthzKeys.GRANTS.get(context, new Triple<>(granter, grantee, typeUrl));
    }

    static Optional<Instant> end(Grant grant) {
        return grant.hasExpiration() ? Optional.of(Times.instant(grant.getExpiration())) : Optional.empty();
    }

    void createAccount(Context context, Address grantee) {
        if (accounts.account(context, grantee).isEmpty()) {
            if (isBlocked.test(grantee)) {
                throw SdkError.UNAUTHORIZED.failure(accounts.text(grantee) + " is not allowed to receive funds");
            }
            accounts.setAccount(context, accounts.newAccount(context, grantee));
        }
    }

    /** Grants, in place of what was granted before for the same kind of message. */
    void save(
            Context context, Address granter, Address grantee, Authorization authorization, Optional<Instant> newEnd) {
        Instant now = context.block().time();
        if (newEnd.filter(end -> !end.isAfter(now)).isPresent()) {
            throw AuthzError.INVALID_EXPIRATION.failure("expiration must be after the current block time ("
                    + TIME.format(now) + "), got " + TIME.format(newEnd.get()));
        }
        String typeUrl = authorization.typeUrl();
        Optional<Instant> oldEnd = grant(context, granter, grantee, typeUrl).flatMap(AuthzKeeper::end);
        if (!oldEnd.equals(newEnd)) {
            oldEnd.ifPresent(end -> dequeue(context, granter, grantee, typeUrl, end));
            newEnd.ifPresent(end -> enqueue(context, granter, grantee, typeUrl, end));
        }
        Grant.Builder grant = Grant.newBuilder().setAuthorization(KnownTypes.pack(authorization.toProto()));
        newEnd.ifPresent(end -> grant.setExpiration(Times.timestamp(end)));
        AuthzKeys.GRANTS.set(context, new Triple<>(granter, grantee, typeUrl), grant.build());
        emit(context, "cosmos.authz.v1beta1.EventGrant", granter, grantee, typeUrl);
    }

    /** Keeps what is left of an authorization. */
    void update(Context context, Address granter, Address grantee, Authorization rest) {
        Grant grant = grant(context, granter, grantee, rest.typeUrl()).orElseThrow(AuthzError.NOT_FOUND::failure);
        AuthzKeys.GRANTS.set(
                context,
                new Triple<>(granter, grantee, rest.typeUrl()),
                grant.toBuilder()
                        .setAuthorization(KnownTypes.pack(rest.toProto()))
                        .build());
    }

    void delete(Context context, Address granter, Address grantee, String typeUrl) {
        Triple<Address, Address, String> key = new Triple<>(granter, grantee, typeUrl);
        Grant grant = AuthzKeys.GRANTS
                .get(context, key)
                .orElseThrow(() -> AuthzError.NOT_FOUND.failure(
                        "failed to delete grant with key " + GoText.readable(AuthzKeys.GRANTS.storeKey(key))));
        end(grant).ifPresent(end -> dequeue(context, granter, grantee, typeUrl, end));
        AuthzKeys.GRANTS.remove(context, key);
        emit(context, "cosmos.authz.v1beta1.EventRevoke", granter, grantee, typeUrl);
    }

    /** A typed event: its attributes are JSON and sorted by name. */
    private void emit(Context context, String event, Address granter, Address grantee, String typeUrl) {
        context.events()
                .emit(
                        event,
                        "grantee",
                        GoJson.quoted(accounts.text(grantee)),
                        "granter",
                        GoJson.quoted(accounts.text(granter)),
                        "msg_type_url",
                        GoJson.quoted(typeUrl));
    }

    private static void enqueue(Context context, Address granter, Address grantee, String typeUrl, Instant end) {
        Triple<Instant, Address, Address> key = new Triple<>(end, granter, grantee);
        GrantQueueItem item = AuthzKeys.QUEUE.get(context, key).orElse(GrantQueueItem.getDefaultInstance());
        AuthzKeys.QUEUE.set(
                context, key, item.toBuilder().addMsgTypeUrls(typeUrl).build());
    }

    private static void dequeue(Context context, Address granter, Address grantee, String typeUrl, Instant end) {
        Triple<Instant, Address, Address> key = new Triple<>(end, granter, grantee);
        GrantQueueItem item = AuthzKeys.QUEUE
                .get(context, key)
                .orElseThrow(() -> AuthzError.NO_GRANT_KEY.failure(
                        "can't remove grant from the expire queue, grant key not found"));
        List<String> urls = new ArrayList<>(item.getMsgTypeUrlsList());
        for (int i = 0; i < urls.size(); i++) {
            context.gas().consume(QUEUE_GAS, "grant queue");
            if (urls.get(i).equals(typeUrl)) {
                urls.set(i, urls.getLast());
                urls.removeLast();
                AuthzKeys.QUEUE.set(
                        context,
                        key,
                        GrantQueueItem.newBuilder().addAllMsgTypeUrls(urls).build());
                return;
            }
        }
    }

    /** Removes everything whose time is over. */
    void prune(Context context) {
        AuthzKeys.QUEUE.walk(
                context,
                Keys.endingBefore(AuthzKeys.QUEUE.prefix(), context.block().time()),
                Direction.ASCENDING,
                (key, item) -> {
                    AuthzKeys.QUEUE.remove(context, key);
                    item.getMsgTypeUrlsList()
                            .forEach(typeUrl ->
                                    AuthzKeys.GRANTS.remove(context, new Triple<>(key.second(), key.third(), typeUrl)));
                    return true;
                });
    }
}
