package dev.orrery.chain.wasm;

import java.util.Optional;
import java.util.Set;

/** Who may do what with codes and contracts; actors are texts of addresses. wasmd x/wasm/keeper/authz_policy.go. */
public sealed interface AuthorizationPolicy {
    /** What governance may hand on to the messages of the contract that it calls. */
    enum Action {
        INSTANTIATE,
        MIGRATE
    }

    boolean mayCreateCode(Access upload, Access instantiateDefault, String actor, Access wanted);

    boolean mayInstantiate(Access code, String actor);

    boolean mayModifyContract(Optional<String> admin, String actor);

    boolean mayModifyAccess(String creator, String actor, boolean isSubset);

    /** The policy for what the contract sends when it is called for this action. */
    AuthorizationPolicy forMessagesOf(Action action);

    /** The rules for everybody. */
    record Default() implements AuthorizationPolicy {
        @Override
        public boolean mayCreateCode(Access upload, Access instantiateDefault, String actor, Access wanted) {
            return upload.allows(actor) && wanted.isSubsetOf(instantiateDefault);
        }

        @Override
        public boolean mayInstantiate(Access code, String actor) {
            return code.allows(actor);
        }

        @Override
        public boolean mayModifyContract(Optional<String> admin, String actor) {
            return admin.map(actor::equals).orElse(false);
        }

        @Override
        public boolean mayModifyAccess(String creator, String actor, boolean isSubset) {
            return creator.equals(actor) && isSubset;
        }

        @Override
        public AuthorizationPolicy forMessagesOf(Action action) {
            return this;
        }
    }

    /** Governance may do everything itself, and lets contracts do what it was told to hand on. */
    record Governance(Set<Action> handedOn) implements AuthorizationPolicy {
        @Override
        public boolean mayCreateCode(Access upload, Access instantiateDefault, String actor, Access wanted) {
            return true;
        }

        @Override
        public boolean mayInstantiate(Access code, String actor) {
            return true;
        }

        @Override
        public boolean mayModifyContract(Optional<String> admin, String actor) {
            return true;
        }

        @Override
        public boolean mayModifyAccess(String creator, String actor, boolean isSubset) {
            return true;
        }

        @Override
        public AuthorizationPolicy forMessagesOf(Action action) {
            return handedOn.contains(action) ? new HandedOn(action) : new Default();
        }
    }

    /** The rules for everybody, but for one action that governance has handed on. */
    record HandedOn(Action action) implements AuthorizationPolicy {
        private static final Default RULES = new Default();

        @Override
        public boolean mayCreateCode(Access upload, Access instantiateDefault, String actor, Access wanted) {
            return RULES.mayCreateCode(upload, instantiateDefault, actor, wanted);
        }

        @Override
        public boolean mayInstantiate(Access code, String actor) {
            return action == Action.INSTANTIATE || RULES.mayInstantiate(code, actor);
        }

        @Override
        public boolean mayModifyContract(Optional<String> admin, String actor) {
            return action == Action.MIGRATE || RULES.mayModifyContract(admin, actor);
        }

        @Override
        public boolean mayModifyAccess(String creator, String actor, boolean isSubset) {
            return RULES.mayModifyAccess(creator, actor, isSubset);
        }

        @Override
        public AuthorizationPolicy forMessagesOf(Action next) {
            return this;
        }
    }
}
