"""A voter finds the receipt on the published list, without saying which one."""

from django.urls import reverse

import evaluations.rules as rules


def test_the_whole_list_is_given_to_anybody(client, published):
    answer = client.get(reverse("evaluations:check", args=[published.pk]))
    leaves = rules.published_leaves(published)
    assert leaves == sorted(leaves)
    assert leaves
    assert answer.content.decode().split("\n")[4:] == leaves
    assert f"总数：{len(leaves)}" in answer.content.decode()


def test_before_sealing_there_is_no_list(client, opened):
    assert rules.published_leaves(opened) == []
    assert client.get(reverse("evaluations:check", args=[opened.pk])).status_code == 404
