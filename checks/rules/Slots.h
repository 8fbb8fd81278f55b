// What the session-state rules share: a store without a key into what outlives the request, with the principals in it.
#pragma once
#include "rules/Rule.h"

namespace crosstalk::rules {

struct SlotWrite {
  judge::Storage At;
  std::vector<judge::Leftover> Left; ///< never empty
  ir::ExprId Value{};
  bool Callback = false; ///< what is kept is a closure that captured the principal
};

/// The store as one that leaves a principal behind, or nothing.
std::optional<SlotWrite> slotWrite(Judgement &J, Site S);

/// A call that a library model knows to set, read or clear a property of a long-lived object, thread or process.
struct Setting {
  judge::Storage At;
  ir::StorageOp Op = ir::StorageOp::Get;
  ir::ExprId Value{};
};

std::optional<Setting> settingCall(Judgement &J, const ir::SolvedFunction &F, const ir::Effect &E);

/// Notes of an object that was made outside of a handler that it outlives the handler's requests.
void noteCaptured(const ir::Program &P, const ir::SolvedFunction &F, judge::Storage &At);

/// A call that has an object keep a callback, for whatever it announces later: "connect(engine, signal, closure)".
struct Subscription {
  judge::Storage At;
  ir::ExprId Closure{}, Emitter{};
};

std::optional<Subscription> subscription(Judgement &J, const ir::SolvedFunction &F, const ir::Effect &E);

/// Whether a closure looks at what it is called with before it uses what it captured: "if (done == job)".
bool filtersItself(const ir::Program &P, const ir::Expr &Closure);

/// Where the answer to the request at hand goes: a response, the client's socket.
bool isReplyChannel(Judgement &J, const ir::SolvedFunction &F, ir::ExprId Value);

/// What was looked up with a password or PIN of the request is whoever logs in.
std::optional<judge::Identity> provenBySecret(Judgement &J, ir::ExprId Value);

/// Whether a field is written only where the request brings something for it, while others beside it always are.
bool isPartlyFilled(const ir::Program &P, const ir::SolvedFunction &F, const ir::Effect &E);
/// The same in a loop that takes one piece of work after the other, for an object that it uses for all of them.
bool isFilledEachTurn(const ir::Program &P, const ir::SolvedFunction &F, const ir::Effect &E);

/// A value that names nobody, and yet belongs to the request at hand.
std::optional<judge::Identity> ofThisRequest(Judgement &J, const ir::SolvedFunction &F, const ir::Effect &E,
                                             const SlotWrite &W);

/// The record that the slot is a field of.
ir::Name objectClass(const ir::Program &P, const judge::Storage &Slot);
/// Whether a pool hands out objects of a class again after their use.
bool isRecycled(Judgement &J, ir::Name Class);
/// Whether an object is the one of a collection that was made for a name, and found by it.
bool isFoundByName(const ir::Program &P, ir::ExprId Object, const std::vector<ir::Condition> &Around);
/// Whether a place is in such an object, or in what one of its fields leads to: "request.attributes->entries".
bool isPartOfRecycled(Judgement &J, ir::ExprId Part);
/// Whether its objects are the slots of a table, one for each client: several threads may work for one client.
bool isTableSlot(Judgement &J, ir::Name Class);

/// Who decides by a test what the slot holds, where those who fail it are given that as well: "if (user.isAdmin)
/// view = All; ... return view;".
std::optional<judge::Leftover> decidedByCaller(Judgement &J, const ir::SolvedFunction &F, const ir::Effect &E,
                                               const SlotWrite &W);

/// What an effect does to a slot.
enum class SlotUse { None, Read, Write, Clear };
SlotUse useOf(Judgement &J, const ir::SolvedFunction &F, const ir::Effect &E, const judge::Storage &Slot);

/// Whether the effect reads what an earlier request may have left: nothing before it in the function wrote the slot on
/// every way.
bool readsBeforeWrite(Judgement &J, const ir::SolvedFunction &F, size_t Effect, const judge::Storage &Slot,
                      size_t From = 0);

/// Whether some effect of the function, from the one at From on, uses what an earlier request may have left in the
/// slot.
bool mayFindEarlier(Judgement &J, const ir::SolvedFunction &F, const judge::Storage &Slot, size_t From = 0);

/// Whether a lock is held around the store and everything that reads it, and each reader comes after the store.
bool isSerialised(Judgement &J, Site S, const judge::Storage &Slot);

/// "current = nullptr;" before a request is looked at, in a program that handles one after the other.
bool isEmptiedFirst(Judgement &J, Site S, const judge::Storage &At);

/// "before = slot; slot = user; run(); slot = before;": whose it was, it is again.
bool isPutBack(Judgement &J, Site S);

/// A list that one request fills for its own answer, and that stays where the next one finds it.
bool isScratch(Judgement &J, Site S, const judge::Storage &At);

/// Whether an effect empties the slot, or puts there what is nobody's.
bool clearsSlot(Judgement &J, const ir::SolvedFunction &F, const ir::Effect &E, const judge::Storage &Slot);
/// Whether both are one storage, or one is a part of the other.
bool isSameSlot(const judge::Storage &A, const judge::Storage &B);
/// Whether what happens under the conditions First has always happened where those of Then hold.
bool isImplied(const ir::Program &P, const std::vector<ir::Condition> &First, const std::vector<ir::Condition> &Then);

void reportSlot(Judgement &J, Site S, const SlotWrite &W, std::string_view Rule, std::string Message, double Bias,
                Findings &Out);

/// What main does before it serves, or with its own command line, is no request's.
bool isStartUp(const ir::Program &P, Site S, const SlotWrite &W);

/// Where the value of a store is stored for good, when no caller brings that value; invalid otherwise.
ir::Loc ownStore(const ir::Program &P, Site S);

/// Judges every such store where the last word is spoken, and reports it where it is written.
template <typename Rule> void eachSlot(Judgement &J, Rule Apply) {
  std::set<std::pair<ir::Loc, std::string>> Told; // one store is one finding, whoever leads to it
  for (uint32_t F = 0; F < J.P.Functions.size(); ++F) {
    if (!isRoot(J.P, F))
      continue;
    for (uint32_t I = 0; I < J.P.Functions[F].Effects.size(); ++I) {
      Site Top{F, I}, S = Top;
      auto W = slotWrite(J, S);
      if (!W || isStartUp(J.P, S, *W) || !Apply.judge(Top, *W))
        continue;
      for (auto B = below(J.P, S); B; B = below(J.P, *B)) {
        auto Lower = slotWrite(J, *B);
        if (!Lower)
          break;
        S = *B;
        Lower->At.Shared = std::max(Lower->At.Shared, W->At.Shared);
        Lower->At.Why = W->At.Why;
        W = std::move(Lower);
      }
      if (ir::Loc Own = ownStore(J.P, S); !Own.valid() || Told.insert({Own, W->At.Id}).second)
        Apply.report(S, *W);
    }
  }
}

} // namespace crosstalk::rules
