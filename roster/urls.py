"""Addresses of the roster."""

from django.urls import path

from roster.views import accounts, cadres, consents, outside, security, sign_in, units

app_name = "roster"
urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="sign_in"),
    path("sign-in/outside/", outside.lead_away, name="lead_away"),
    path("sign-in/outside/back/", outside.come_back, name="come_back"),
    path("sign-out/", sign_in.SignOut.as_view(), name="sign_out"),
    path("password/", sign_in.ChangePassword.as_view(), name="change_password"),
    path("security/", security.security, name="security"),
    path("security/confirm/", security.confirm_authenticator, name="confirm_authenticator"),
    path("security/code/", security.pass_factor, name="pass_factor"),
    path("security/prove/", outside.prove_outside, name="prove_outside"),
    path("security/sittings/<int:pk>/end/", security.end_sitting, name="end_sitting"),
    path("consents/", consents.consents, name="consents"),
    path("consents/<int:pk>/answer/", consents.answer_consent, name="answer_consent"),
    path("users/<int:pk>/ask-consent/", consents.ask_consent, name="ask_consent"),
    path("users/<int:pk>/unlock/", accounts.unlock, name="unlock"),
    path("users/unlock-network/", accounts.unlock_network, name="unlock_network"),
    path("units/", units.units, name="units"),
    path("units/export/", units.export_units, name="export_units"),
    path("units/found/", units.found, name="found"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("units/<int:pk>/learn-alias/", units.learn_alias, name="learn_alias"),
    path("units/<int:pk>/rename/", units.rename, name="rename"),
    path("units/<int:pk>/arrange/", units.arrange, name="arrange"),
    path("units/<int:pk>/merge/", units.merge, name="merge"),
    path("units/<int:pk>/appoint/", cadres.appoint, name="appoint"),
    path("cadres/", cadres.cadres, name="cadres"),
    path("cadres/export/", cadres.export_cadres, name="export_cadres"),
    path("cadres/<int:pk>/", cadres.cadre, name="cadre"),
    path("cadres/<int:pk>/relieve/", cadres.relieve, name="relieve"),
    path("cadres/<int:pk>/place/", cadres.place, name="place"),
    path("users/", accounts.users, name="users"),
    path("users/open/", accounts.open_account, name="open_account"),
    path("users/<int:pk>/", accounts.user, name="user"),
    path("users/<int:pk>/reset-password/", accounts.reset_password, name="reset_password"),
    path("users/<int:pk>/grant/", accounts.grant, name="grant"),
    path("users/<int:pk>/switch/", accounts.switch, name="switch"),
    path("duties/<int:pk>/withdraw/", accounts.withdraw_duty, name="withdraw_duty"),
]
