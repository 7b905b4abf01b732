"""Sign-in, own account, roles."""

from django.urls import path

from naerverk_web.access.views import account, factors, passkeys, provider, review, roles, second, sign_in

app_name = "access"
urlpatterns = [
    path("sign-in", sign_in.sign_in, name="sign_in"),
    path("sign-in/second", second.second, name="second"),
    path("sign-in/set-up", second.set_up, name="set_up"),
    path("sign-in/provider", provider.ask, name="provider"),
    path("sign-in/provider/back", provider.back, name="provider_back"),
    path("passkeys/ask", passkeys.ask, name="passkey_ask"),
    path("passkeys/answer", passkeys.answer, name="passkey_answer"),
    path("passkeys/new/ask", passkeys.ask_new, name="passkey_ask_new"),
    path("passkeys/new", passkeys.new, name="passkey_new"),
    path("sign-out", sign_in.sign_out, name="sign_out"),
    path("password", sign_in.forgot, name="forgot"),
    path("password/<str:uidb64>/<str:token>", sign_in.choose_password, name="choose_password"),
    path("account", account.account, name="account"),
    path("account/password", account.password, name="password"),
    path("account/stay", account.stay, name="stay"),
    path("account/places/end", account.end_places, name="end_places"),
    path("account/places/<int:pk>/end", account.end_place, name="end_place"),
    path("account/confirm", factors.again, name="confirm"),
    path("account/second-step", factors.factors, name="factors"),
    path("account/second-step/app", factors.new_app, name="new_app"),
    path("account/second-step/codes", factors.codes, name="codes"),
    path("account/second-step/<int:pk>/remove", factors.remove, name="remove"),
    path("roles", roles.roles, name="roles"),
    path("access", roles.given, name="given"),
    path("access/give", roles.give, name="give"),
    path("access/review", review.review_list, name="review"),
    path("access/review.csv", review.review_file, name="review_file"),
    path("access/review/<int:pk>/keep", review.keep, name="keep"),
    path("access/review/<int:pk>/end", review.end_now, name="end_now"),
    path("access/accounts/<int:pk>", factors.person, name="person"),
    path("access/accounts/<int:pk>/reset", factors.reset, name="reset"),
    path("access/<int:pk>/end", roles.end, name="end"),
]
