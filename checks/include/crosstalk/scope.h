/* Annotations for Crosstalk: who is who, what belongs to whom, and what everybody may see, said where it is declared.

     struct CROSSTALK_PRINCIPAL(user) Shopper { std::string number; };
     CROSSTALK_PUBLIC std::string title;
     CROSSTALK_GUARD bool mayRead(const Shopper &who, const Order &what);

   They stand before a declaration, or after the keyword of a class. For clang they are attributes that change nothing
   about the program; for every other compiler they are nothing. C and C++; this file needs no other file.

   A kind is one of user, tenant, session, credential, secret, role, device; anything else counts as user. */
#ifndef CROSSTALK_SCOPE_H
#define CROSSTALK_SCOPE_H

#if defined(__clang__) && defined(__cplusplus)
#define CROSSTALK_ANNOTATE(Text) [[clang::annotate("crosstalk:" Text)]]
#elif defined(__clang__)
#define CROSSTALK_ANNOTATE(Text) __attribute__((annotate("crosstalk:" Text)))
#else
#define CROSSTALK_ANNOTATE(Text)
#endif

/* A class: its objects stand for a principal. A field, parameter or variable: it names one. A function: its result is
   the principal that asks, authenticated. */
#define CROSSTALK_PRINCIPAL(kind) CROSSTALK_ANNOTATE("principal:" #kind)

/* A class, field, parameter, variable, or what a function returns: it is data of one principal of this kind, and nobody
   else may see it. */
#define CROSSTALK_OWNED_BY(kind) CROSSTALK_ANNOTATE("owned:" #kind)

/* A class: one object serves all requests. A field or variable: all requests share it. */
#define CROSSTALK_SHARED CROSSTALK_ANNOTATE("shared")

/* A class: each principal of this kind has its own object. A field or variable: each has its own. The kind may also be
   request. */
#define CROSSTALK_PER(kind) CROSSTALK_ANNOTATE("per:" #kind)

/* A function that lets a request through or turns it away: true, or a return where it gives nothing back, means that
   the caller may. */
#define CROSSTALK_GUARD CROSSTALK_ANNOTATE("guard")

/* A function that requests enter through: its plain parameters are what the request says. */
#define CROSSTALK_ENTRY CROSSTALK_ANNOTATE("entry")

/* A class, field, parameter, variable, or what a function returns: everybody may see it, whoever it was made for. */
#define CROSSTALK_PUBLIC CROSSTALK_ANNOTATE("public")

#endif
